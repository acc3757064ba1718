import { valuesOf } from "../collection/mod.ts";
import { CATALOGUE, type Descriptor, STYLES } from "../domain/mod.ts";
import type { StoredTrack } from "../store/mod.ts";

/** One column of `tracks.tsv` and `tracks.parquet`. */
export interface ExchangeColumn {
  readonly name: string;
  /** Left out for columns of text and of file facts. */
  readonly descriptor?: Descriptor;
  readonly kind: "number" | "text";
  /** The track's value; `undefined` where it has none. */
  readonly valueOf: (
    track: StoredTrack,
    values: ReturnType<typeof valuesOf>,
  ) => number | string | undefined;
}

/** The columns that a collection analysed elsewhere has, in their order. */
const FIRST = [
  "id",
  "path",
  "duration_s",
  "sample_rate",
  "tempo_bpm",
  "tempocnn_bpm",
  ...["temperley", "krumhansl", "edma"].flatMap((profile) => [
    `key_${profile}`,
    `scale_${profile}`,
    `strength_${profile}`,
  ]),
  "loudness_lufs",
  "loudness_range_lu",
  "danceability",
  "voice",
  "arousal",
  "valence",
  "genres",
];

/** Between the genres of one track. */
export const GENRE_SEPARATOR = "|";

function text(
  name: string,
  valueOf: (track: StoredTrack) => string | undefined,
): ExchangeColumn {
  return { name, kind: "text", valueOf: (track) => valueOf(track) || undefined };
}

const TEXTS: readonly ExchangeColumn[] = [
  text("id", ({ id }) => id),
  text("path", ({ path }) => path),
  text("genres", ({ tags }) => tags.genres?.join(GENRE_SEPARATOR)),
  text("title", ({ tags }) => tags.title),
  text("artist", ({ tags }) => tags.artist),
  text("album", ({ tags }) => tags.album),
  text("style", ({ strong }) => STYLES[strong.styles?.topClass ?? -1]),
  text("codec", ({ file }) => file.codec),
  text("container", ({ file }) => file.container),
  text("sha256", ({ file }) => file.hash),
];

const DESCRIPTORS: readonly ExchangeColumn[] = CATALOGUE.map((descriptor) => ({
  name: descriptor.column,
  descriptor,
  kind: descriptor.kind === "number" ? "number" : "text",
  valueOf: (_, values) => values[descriptor.id],
}));

const BY_NAME = new Map([...TEXTS, ...DESCRIPTORS].map((column) => [column.name, column]));

/** Every column in order: first those of a collection analysed elsewhere, then the catalogue's, then text. */
export const COLUMNS: readonly ExchangeColumn[] = [
  ...FIRST.map((name) => BY_NAME.get(name)!),
  ...[...DESCRIPTORS, ...TEXTS].filter(({ name }) => !FIRST.includes(name)),
];

/** The values of a track, one for each of {@linkcode COLUMNS}. */
export function rowOf(track: StoredTrack): (number | string | undefined)[] {
  const values = valuesOf(track);
  return COLUMNS.map((column) => column.valueOf(track, values));
}
