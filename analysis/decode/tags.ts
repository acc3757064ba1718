import { type IAudioMetadata, type IOptions, parseBuffer, parseFile } from "music-metadata";
import type { In, Seconds, Tags } from "../../domain/mod.ts";
import { quietly } from "./_quiet.ts";

/** What a file's tags say, further than the store keeps today. */
export interface FileTags extends Tags {
  readonly albumArtist?: string;
  readonly composer?: string;
  readonly label?: string;
  readonly isrc?: string;
  readonly trackNumber?: number;
  readonly discNumber?: number;
  /** Gain that ReplayGain 2.0 or an Opus header suggests for the track. */
  readonly replayGain?: In<"db">;
}

/** Tags, and what the container says of the audio in it. */
export interface Metadata {
  readonly tags: FileTags;
  readonly hasCover: boolean;
  /** kbit/s. */
  readonly bitRate?: In<"kbit/s">;
  readonly codec?: string;
  readonly channels?: number;
  /** As the container states it, which damage makes untrue. */
  readonly duration?: Seconds;
}

const OPTIONS: IOptions = { duration: false, includeChapters: false };
const MOST_CHARACTERS = 1000;

/**
 * Reads the tags of a file. Never fails: tags that cannot be read are tags that are not there.
 *
 * @param input A path, or the file's bytes.
 */
export async function readMetadata(input: string | Uint8Array): Promise<Metadata> {
  let seen: SeenMetadata = {};
  const options: IOptions = { ...OPTIONS, observer: ({ metadata }) => seen = metadata };
  try {
    seen = await quietly(() =>
      typeof input === "string" ? parseFile(input, options) : parseBuffer(input, undefined, options)
    );
  } catch {
    // What was read before the damage stands.
  }
  return metadataOf(seen);
}

type SeenMetadata = Partial<Pick<IAudioMetadata, "common" | "format">>;
type Common = Partial<IAudioMetadata["common"]>;

function metadataOf(seen: SeenMetadata): Metadata {
  const common: Common = seen.common ?? {};
  const format = seen.format;
  const genres = [...new Set((common.genre ?? []).flatMap((genre) => cleanText(genre) ?? []))];
  const tags = present({
    title: cleanText(common.title),
    artist: cleanText(common.artist),
    album: cleanText(common.album),
    albumArtist: cleanText(common.albumartist),
    composer: cleanText(common.composer?.join(", ")),
    label: cleanText(common.label?.join(", ")),
    isrc: cleanText(common.isrc?.[0]),
    genres: genres.length > 0 ? genres : undefined,
    year: yearOf(common),
    trackNumber: countOf(common.track?.no),
    discNumber: countOf(common.disk?.no),
    replayGain: finite(common.replaygain_track_gain?.dB),
  });
  const facts = present({
    bitRate: positive((format?.bitrate ?? 0) / 1000),
    codec: cleanText(format?.codec)?.toLowerCase(),
    channels: countOf(format?.numberOfChannels),
    duration: positive(format?.duration ?? 0),
  });
  return { tags, hasCover: (common.picture?.length ?? 0) > 0, ...facts };
}

/**
 * Text as it can be shown and stored: no NUL or other control characters, no half surrogates, no
 * blanks at the ends, at most 1000 characters, composed (NFC). Nothing where nothing is left.
 */
export function cleanText(text: unknown): string | undefined {
  if (typeof text !== "string") return undefined;
  const clean = text.toWellFormed().replaceAll("\ufffd", "")
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, " ").replace(/ {2,}/g, " ").trim()
    .normalize("NFC");
  return [...clean.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join("").trim() ||
    undefined;
}

function yearOf(common: Common): number | undefined {
  const years = [common.year, Number(/\d{4}/.exec(common.date ?? "")?.[0])];
  return years.find((year) => year !== undefined && year >= 1000 && year <= 2999);
}

function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

function finite(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}
