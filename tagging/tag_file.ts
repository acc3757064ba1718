import type { TagLib } from "taglib-wasm";
import { TagFileError } from "./failure.ts";
import { type Id3Frame, readId3 } from "./_id3_frames.ts";
import { tagAsId3v23 } from "./_id3v23.ts";
import type { TagValues } from "./tag_values.ts";

/** Versions of ID3v2 that an MP3 can be given. */
export const ID3_VERSIONS = ["2.3", "2.4"] as const;
/** One of {@linkcode ID3_VERSIONS}. */
export type Id3Version = (typeof ID3_VERSIONS)[number];

let library: Promise<TagLib> | undefined;

/** Loaded when the first file is opened: a server that shows plans opens none. */
function taglib(): Promise<TagLib> {
  return library ??= import("taglib-wasm").then(({ TagLib }) =>
    TagLib.initialize({ forceWasmType: "emscripten" })
  );
}

/** TagLib's name of a property, whichever way it is spelled. */
function plain(name: string): string {
  return name.toUpperCase().replaceAll("_", "");
}

/** The tags of a file, by name without underscores in capitals. */
export async function readTagValues(bytes: Uint8Array): Promise<ReadonlyMap<string, string[]>> {
  const { values } = await seen(bytes);
  return values;
}

/** The values of one tag. */
export function tagIn(values: ReadonlyMap<string, string[]>, tag: string): readonly string[] {
  return values.get(plain(tag)) ?? [];
}

/**
 * The file's bytes with other values in some of its tags. Throws a {@linkcode TagFileError} where the file is
 * none that TagLib writes, or where any other tag or picture would not stay as it was.
 *
 * @param id3 Version of an MP3's tag; without it that of the tag that is there, 2.4 where there is none.
 */
export async function withTags(
  bytes: Uint8Array,
  changes: TagValues,
  id3?: Id3Version,
): Promise<Uint8Array> {
  const { format, written: byTagLib } = await written(bytes, changes);
  const tag = format === "MP3" ? readId3(bytes) : undefined;
  const isOlder = format === "MP3" && (id3 ?? (tag?.version === 3 ? "2.3" : "2.4")) === "2.3";
  const after = isOlder
    ? joined(
      tagAsId3v23(tag, {
        touched: await framesOf(
          Object.fromEntries(Object.keys(changes).map((name) => [name, [ANY_VALUE]])),
        ),
        added: await framesOf(changes),
      }),
      byTagLib.subarray(readId3(byTagLib)?.size ?? 0),
    )
    : byTagLib;
  requireOthers(await seen(bytes), await seen(after), changes);
  return after;
}

/** A value that every tag takes, in a frame of its own or in all that hold a moment. */
const ANY_VALUE = "2000-01-01T00:00:00";
/** Three silent frames of MPEG-1 layer III at 32 kbit/s and 44.1 kHz, 104 bytes each. */
const SILENT_MP3 = Uint8Array.from(
  { length: 312 },
  (_, i) => [0xff, 0xfb, 0x10, 0xc4][i % 104] ?? 0,
);

/** The frames of ID3v2.4 that TagLib keeps some tags in. */
async function framesOf(values: TagValues): Promise<readonly Id3Frame[]> {
  const { written: tagged } = await written(SILENT_MP3, values);
  return readId3(tagged)?.frames ?? [];
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

async function written(
  bytes: Uint8Array,
  changes: TagValues,
): Promise<{ readonly format: string; readonly written: Uint8Array }> {
  const file = await open(bytes);
  try {
    const before = file.properties();
    const kept = Object.entries(before).filter(([name]) =>
      !Object.keys(changes).some((tag) => plain(tag) === plain(name))
    );
    const changed = Object.entries(changes).map(([tag, values]) => [tag, [...values]]);
    file.setProperties(Object.fromEntries([...kept, ...changed]));
    if (!file.save()) throw new TagFileError("its tags cannot be written");
    return { format: file.getFormat(), written: file.getFileBuffer() };
  } finally {
    file.dispose();
  }
}

function requireOthers(before: Seen, after: Seen, changes: TagValues): void {
  const touched = new Set(Object.keys(changes).map(plain));
  for (const name of new Set([...before.values.keys(), ...after.values.keys()])) {
    if (touched.has(name)) continue;
    if (before.values.get(name)?.join("\n") !== after.values.get(name)?.join("\n")) {
      throw new TagFileError(`its tag ${name} would not stay as it is`);
    }
  }
  for (const [tag, values] of Object.entries(changes)) {
    if (tagIn(after.values, tag).join("\n") !== values.join("\n")) {
      throw new TagFileError(`its format does not hold ${tag} as ${values.join("; ")}`);
    }
  }
  if (before.pictures !== after.pictures) throw new TagFileError("its pictures would not stay");
}

interface Seen {
  readonly values: Map<string, string[]>;
  readonly pictures: string;
}

async function seen(bytes: Uint8Array): Promise<Seen> {
  const file = await open(bytes);
  try {
    const values = new Map(
      Object.entries(file.properties())
        .map(([name, list]) => [plain(name), (list ?? []).map(String)]),
    );
    const pictures = file.getPictures()
      .map(({ type, mimeType, data }) => [type, mimeType, data.length].join(" "));
    return { values, pictures: pictures.join("\n") };
  } finally {
    file.dispose();
  }
}

async function open(bytes: Uint8Array) {
  try {
    const file = await (await taglib()).open(bytes);
    if (file.isValid()) return file;
    file.dispose();
  } catch {
    // told below
  }
  throw new TagFileError("TagLib does not read its tags");
}
