import { type LabelCells, type LabelWords, valuesOf } from "../collection/mod.ts";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  CATALOGUE,
  type Descriptor,
  labelDescriptorId,
} from "../domain/mod.ts";
import type { StoredTrack } from "../store/mod.ts";

/** One column of `tracks.tsv` and `tracks.parquet`. */
export interface ExchangeColumn {
  readonly name: string;
  /** Left out for columns of text and of file facts. */
  readonly descriptor?: Descriptor;
  readonly kind: "number" | "text" | "names";
  /** The track's value; `undefined` where it has none. */
  readonly valueOf: (track: StoredTrack, values: ReturnType<typeof valuesOf>) => ExchangeValue;
}

/** What stands in a column: several names where it is one of labels. */
export type ExchangeValue = number | string | readonly string[] | undefined;

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

/** Between the genres of one track, or its labels of one set. */
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
  ...ACTIVATION_SETS.map((set) =>
    text(
      ACTIVATION_INFO[set].word,
      ({ strong }) => ACTIVATION_CLASSES[set][strong[set]?.topClass ?? -1],
    )
  ),
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

/**
 * Columns of label sets: `label.<set>` its labels, strongest first, `label.<set>.<number>`, and split, known
 * bad, artist and album where it says any.
 */
export function labelColumns(labels: readonly LabelCells[]): ExchangeColumn[] {
  return labels.flatMap((cells) => {
    const { set, has } = cells;
    const column = (
      { field, kind }: Pick<ExchangeColumn, "kind"> & { readonly field?: string },
      valueOf: (words: LabelWords) => ExchangeValue,
    ): ExchangeColumn => ({
      name: labelDescriptorId(set.id, field),
      kind,
      valueOf: ({ id }) => {
        const words = cells.said(id);
        return words && valueOf(words);
      },
    });
    return [
      ...(set.classes.length > 0 ? [column({ kind: "names" }, ({ labels }) => labels)] : []),
      ...set.fields.map(({ id }, i) =>
        column(
          { field: id, kind: "number" },
          ({ values }) => Number.isNaN(values[i]!) ? undefined : values[i]!,
        )
      ),
      ...has.aspects.map((field) =>
        column({ field, kind: "text" }, ({ aspects }) => aspects[field])
      ),
      ...has.names.map((field) =>
        column({ field, kind: "text" }, ({ names }) => names[field] || undefined)
      ),
    ];
  });
}

/** The values of a track, one for each column. */
export function rowOf(
  track: StoredTrack,
  columns: readonly ExchangeColumn[] = COLUMNS,
): ExchangeValue[] {
  const values = valuesOf(track);
  return columns.map((column) => column.valueOf(track, values));
}

/** A value as it stands in a table of text. */
export function textOf(value: ExchangeValue): string {
  if (value === undefined) return "";
  return typeof value === "object" ? value.join(GENRE_SEPARATOR) : String(value);
}
