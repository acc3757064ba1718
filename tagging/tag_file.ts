import type { TagLib } from "taglib-wasm";
import type { TagValues } from "./tag_values.ts";

/** Thrown where a file's tags cannot be read or written without touching what else is in it. */
export class TagFileError extends Error {
  override readonly name = "TagFileError";
}

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
 */
export async function withTags(bytes: Uint8Array, changes: TagValues): Promise<Uint8Array> {
  const file = await open(bytes);
  let written: Uint8Array;
  try {
    const before = file.properties();
    const kept = Object.entries(before).filter(([name]) =>
      !Object.keys(changes).some((tag) => plain(tag) === plain(name))
    );
    const changed = Object.entries(changes).map(([tag, values]) => [tag, [...values]]);
    file.setProperties(Object.fromEntries([...kept, ...changed]));
    if (!file.save()) throw new TagFileError("its tags cannot be written");
    written = file.getFileBuffer();
  } finally {
    file.dispose();
  }
  requireOthers(await seen(bytes), await seen(written), changes);
  return written;
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
