import type { LabelDraft, ReadOptions, Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles, sourceFilesAt } from "../files.ts";
import { readText } from "../text.ts";
import { BALLROOM, FMA_KEYS, GIANTSTEPS } from "./beats.ts";
import { BEETS } from "./beets_library.ts";
import { CAL10K, CAL500 } from "./cal.ts";
import { FOLDERS, TAGS_OF_FILES } from "./collection.ts";
import { DEAM, EMOMUSIC } from "./emotion.ts";
import { ESSENTIA } from "./essentia.ts";
import { FMA } from "./fma.ts";
import { GTZAN } from "./gtzan.ts";
import { JAMENDO } from "./jamendo.ts";
import { MAGNATAGATUNE } from "./magnatagatune.ts";
import { MILLION_SONG } from "./million_song.ts";
import { MUSAV } from "./musav.ts";
import { NAVIDROME } from "./navidrome.ts";
import { REKORDBOX } from "./rekordbox.ts";
import { SUBSONIC } from "./subsonic.ts";
import { TABLE } from "./table.ts";

/** Every reader, in the order in which they are asked whether files are theirs. */
export const SOURCES: readonly Source[] = [
  FMA,
  FMA_KEYS,
  MAGNATAGATUNE,
  JAMENDO,
  MILLION_SONG,
  CAL500,
  CAL10K,
  EMOMUSIC,
  DEAM,
  GIANTSTEPS,
  BALLROOM,
  MUSAV,
  BEETS,
  NAVIDROME,
  SUBSONIC,
  REKORDBOX,
  ESSENTIA,
  GTZAN,
  TABLE,
  FOLDERS,
  TAGS_OF_FILES,
];

/** What a source was read as. */
export interface ReadSource {
  readonly kind: string;
  readonly drafts: readonly LabelDraft[];
}

const NO_FILES: SourceFiles = {
  root: "the collection",
  names: [],
  open: (name) => Promise.reject(new LabelError(`Cannot read ${name}: there is no such file`)),
};

/**
 * Reads a source of labels: a path, or `folders` or `tags` for what the collection itself says. Its kind
 * is guessed from the files where it is not named. Throws a LabelError where it cannot be read.
 */
export async function readSource(
  source: string,
  { kind, ...options }: ReadOptions & { readonly kind?: string | undefined },
): Promise<ReadSource> {
  const own = SOURCES.find((reader) => reader.kind === (kind ?? source) && isOwn(reader));
  if (own) return { kind: own.kind, drafts: await own.read(NO_FILES, options) };
  return await readFiles(await sourceFilesAt(source), { kind, ...options });
}

/** {@linkcode readSource} of files at hand. */
export async function readFiles(
  files: SourceFiles,
  { kind, ...options }: ReadOptions & { readonly kind?: string | undefined },
): Promise<ReadSource> {
  const reader = kind === undefined ? await guessed(files) : SOURCES.find((s) => s.kind === kind);
  if (!reader) {
    throw new LabelError(
      `Cannot read labels of the kind ${kind}: kinds are ${
        SOURCES.map((source) => source.kind).join(", ")
      }`,
    );
  }
  try {
    const drafts = await reader.read(files, options);
    if (drafts.length > 0) return { kind: reader.kind, drafts };
    throw new LabelError(
      `Cannot read labels from ${files.root}: it holds no labels as ${reader.title} have them`,
    );
  } catch (error) {
    throw await unreadableIn(files) ?? error;
  }
}

/** Files that are looked at for what keeps a reader from knowing them. */
const LOOKED_AT = 50;

/** Why a file of text cannot be read at all, such as that it is not UTF-8; undefined where its first bytes can. */
async function unreadableIn(files: SourceFiles): Promise<LabelError | undefined> {
  const texts = namesWhere(files, (file) => TEXT_FILE.test(file)).slice(0, LOOKED_AT);
  for (const name of texts) {
    try {
      for await (const _ of readText(files, name)) break;
    } catch (error) {
      if (error instanceof LabelError) return error;
      throw error;
    }
  }
}

const TEXT_FILE = /\.(csv|tsv|tab|txt|cls|json|jsonl|ndjson|gt|xml|bpm|key)$/;

function isOwn(reader: Source): boolean {
  return reader === FOLDERS || reader === TAGS_OF_FILES;
}

async function guessed(files: SourceFiles): Promise<Source> {
  for (const reader of SOURCES) if (await reader.recognises(files)) return reader;
  return TABLE;
}
