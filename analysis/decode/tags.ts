import {
  type IAudioMetadata,
  type IOptions,
  parseBuffer,
  parseFromTokenizer,
} from "music-metadata";
import { fromBuffer, fromFile } from "strtok3";
import type { In, Seconds } from "../../domain/mod.ts";
import { openSource, sniffSource } from "./_open.ts";
import { quietly } from "./_quiet.ts";
import { countOf, fieldsOf, type FileTags } from "./_tag_fields.ts";
import { cleanText, present } from "./_text.ts";

export type { FileTags };

/** Tags, and what the container says of the audio in it. */
export interface Metadata {
  readonly tags: FileTags;
  /** What of the tags was cut, in words, where anything was. */
  readonly cut?: readonly string[];
  readonly hasCover: boolean;
  /** kbit/s. */
  readonly bitRate?: In<"kbit/s">;
  readonly codec?: string;
  readonly channels?: number;
  /** As the container states it, which damage makes untrue. */
  readonly duration?: Seconds;
}

/** What content says of a file, and where that begins behind a foreign ID3 tag. */
export interface TaggedAs {
  readonly container: string;
  readonly start: number;
}

const OPTIONS: IOptions = { duration: false, includeChapters: false };

/** Media types under which the reader of tags knows the containers. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  adts: "audio/aacp",
  flac: "audio/flac",
  ogg: "audio/ogg",
  wav: "audio/wav",
  aiff: "audio/aiff",
  mp4: "audio/mp4",
  matroska: "audio/matroska",
  asf: "audio/ms-wma",
  ape: "audio/ape",
  wavpack: "audio/wavpack",
  musepack: "audio/musepack",
  dsf: "audio/dsf",
  dff: "audio/dsd",
};
/** Containers whose own readers begin with an ID3v2 tag. */
const READ_ID3 = new Set(["mp3", "adts", "flac", "ape", "musepack", "dsf"]);
const MOST_ID3_BYTES = 1 << 26;

/**
 * Reads the tags of a file by its content, whatever its name says. Never fails: tags that cannot be read
 * are tags that are not there.
 *
 * @param input A path, or the file's bytes.
 * @param known What the file was found to be; found out where left out.
 */
export async function readMetadata(
  input: string | Uint8Array,
  known?: TaggedAs,
): Promise<Metadata> {
  return metadataOf(...await seenOf(input, known));
}

/**
 * The picture in a file's tags that stands for its record: the front cover, else the first. Its bytes are
 * as they lie in the file, and may be none of any picture.
 */
export async function readPicture(path: string): Promise<Uint8Array | undefined> {
  const pictures = (await seenOf(path)).flatMap(({ common }) => common?.picture ?? []);
  const front = pictures.find(({ type }) => /front/i.test(type ?? "")) ?? pictures[0];
  return front?.data;
}

/** What stands in a file's own tags, and in those of another kind before it. */
async function seenOf(
  input: string | Uint8Array,
  known?: TaggedAs,
): Promise<[own: SeenMetadata, prefix: SeenMetadata]> {
  const as = known ?? await sniffed(input);
  const isForeign = as !== undefined && as.start > 0 && !READ_ID3.has(as.container);
  const own = await seenIn(input, { as, skipped: isForeign ? as.start : 0 });
  return [own, isForeign && as.start <= MOST_ID3_BYTES ? await id3Of(input, as.start) : {}];
}

async function sniffed(input: string | Uint8Array): Promise<TaggedAs | undefined> {
  try {
    using source = await openSource(input);
    const { sniffed: { container }, start } = await sniffSource(source);
    return { container, start };
  } catch {
    return undefined;
  }
}

/** What the reader of tags has seen, whole or up to damage. */
export type SeenMetadata = Partial<Pick<IAudioMetadata, "common" | "format" | "native">>;

async function seenIn(
  input: string | Uint8Array,
  { as, skipped }: { readonly as: TaggedAs | undefined; readonly skipped: number },
): Promise<SeenMetadata> {
  let seen: SeenMetadata = {};
  const options: IOptions = { ...OPTIONS, observer: ({ metadata }) => seen = metadata };
  const mimeType = as && MEDIA_TYPES[as.container];
  try {
    const tokenizer = typeof input === "string" ? await fromFile(input) : fromBuffer(input);
    try {
      const { size = 0 } = tokenizer.fileInfo;
      tokenizer.fileInfo = { size, ...(mimeType !== undefined && { mimeType }) };
      if (skipped > 0) await tokenizer.ignore(skipped);
      seen = await quietly(() => parseFromTokenizer(tokenizer, options));
    } finally {
      await tokenizer.close();
    }
  } catch {
    // What was read before the damage stands.
  }
  return seen;
}

async function id3Of(input: string | Uint8Array, length: number): Promise<SeenMetadata> {
  let seen: SeenMetadata = {};
  const options: IOptions = { ...OPTIONS, observer: ({ metadata }) => seen = metadata };
  try {
    const bytes = typeof input === "string"
      ? await firstBytes(input, length)
      : input.subarray(0, length);
    seen = await quietly(() => parseBuffer(bytes, "audio/mpeg", options));
  } catch {
    // It ends where the sound would begin.
  }
  return seen;
}

async function firstBytes(path: string, length: number): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const read = await file.read(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

function metadataOf(own: SeenMetadata, prefix: SeenMetadata): Metadata {
  const format = own.format;
  const facts = present({
    bitRate: positive((format?.bitrate ?? 0) / 1000),
    codec: cleanText(format?.codec)?.toLowerCase(),
    channels: countOf(format?.numberOfChannels),
    duration: positive(format?.duration ?? 0),
  });
  const [fields, before] = [fieldsOf(own), fieldsOf(prefix)];
  const pictures = [own, prefix].some(({ common }) => (common?.picture?.length ?? 0) > 0);
  const cut = [...new Set([...fields.cut, ...before.cut])];
  return {
    tags: { ...before.tags, ...fields.tags },
    ...(cut.length > 0 && { cut }),
    hasCover: pictures,
    ...facts,
  };
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
