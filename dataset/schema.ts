import { CATEGORY_DESCRIPTORS, NUMBER_DESCRIPTORS, type Space, SPACES } from "../domain/mod.ts";

/** What the columns of a data set hold: see docs/exchange.md for each. */
export type CellKind = "text" | "float" | "double" | "code" | "codes" | "names" | "vector";

/** One column of a data set. */
export interface DataColumn {
  readonly name: string;
  readonly kind: CellKind;
}

/** Texts of a track as they are shown; empty where it has none. */
export const TEXT_FIELDS = [
  "path",
  "title",
  "artist",
  "artists",
  "album",
  "genre",
  "codec",
] as const;

/** Columns of values, by descriptor: `tempo_bpm` for `tempo`. */
export const NUMBER_COLUMNS: ReadonlyMap<string, string> = new Map(
  NUMBER_DESCRIPTORS.map(({ id, column }) => [id, column]),
);
/** Columns of names, by descriptor. */
export const CATEGORY_COLUMNS: ReadonlyMap<string, string> = new Map([
  ...CATEGORY_DESCRIPTORS.map(({ id, column }): [string, string] => [id, column]),
  ["style_parent", "style_parent"],
]);

/** The column of a space's vectors. */
export function vectorColumn(space: Space): string {
  return `${space}_vector`;
}

/**
 * All columns in their order. `vectors` has bit `i` set for the `i`th of `SPACES` that the track has; `stages`
 * and `absent` are JSON, as is `record`, the track as its store has it. `search` is what a text search looks at and `artist_keys` what artists are
 * compared by, a line each, both folded; `styles_over` and `tags_over` are the stronger activations, each
 * `class << 16 | activation in 1/10,000`, and `styles_top`, `tags_top` the strongest class.
 */
export const DATA_COLUMNS: readonly DataColumn[] = [
  { name: "id", kind: "text" },
  ...TEXT_FIELDS.map((name): DataColumn => ({ name, kind: "text" })),
  { name: "search", kind: "text" },
  { name: "artist_keys", kind: "text" },
  { name: "added", kind: "double" },
  ...[...NUMBER_COLUMNS.values()].map((name): DataColumn => ({ name, kind: "float" })),
  ...[...CATEGORY_COLUMNS.values()].map((name): DataColumn => ({ name, kind: "text" })),
  { name: "styles_top", kind: "code" },
  { name: "tags_top", kind: "code" },
  { name: "styles_over", kind: "codes" },
  { name: "tags_over", kind: "codes" },
  { name: "audio", kind: "code" },
  { name: "analysed", kind: "double" },
  { name: "vectors", kind: "code" },
  { name: "damage", kind: "text" },
  { name: "stages", kind: "text" },
  { name: "absent", kind: "text" },
  { name: "record", kind: "text" },
  ...SPACES.map((name): DataColumn => ({ name: vectorColumn(name), kind: "vector" })),
];
