import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { StoredTrack } from "../store/mod.ts";
import { schemaOf } from "./_parquet.ts";
import { COLUMNS, rowOf } from "./columns.ts";

/** Neighbours of a track, nearest first. */
export interface AtlasNeighbours {
  /** Rows of the file, from 0. */
  readonly ids: readonly number[];
  /** Cosine distances, in [0, 2]. */
  readonly distances: readonly number[];
}

/** A track with its place on a map and its neighbours. */
export interface AtlasRow {
  readonly track: StoredTrack;
  readonly xy: readonly [number, number];
  readonly neighbours: AtlasNeighbours;
  readonly vector: Float32Array;
}

type Cell = number | string | AtlasNeighbours | readonly number[] | readonly string[] | null;
type SchemaElement = ParquetWriter["schema"][number];

const OPTIONAL = "OPTIONAL" as const;

/** Names under which Embedding Atlas keeps what it works out itself, and the vectors. */
const ADDED = ["projection_x", "projection_y", "__neighbors", "embedding"] as const;

const NAMES = [...COLUMNS.map(({ name }) => name), ...ADDED];

const SCHEMA: SchemaElement[] = [
  { name: "root", num_children: NAMES.length },
  ...COLUMNS.flatMap(schemaOf),
  { name: "projection_x", repetition_type: OPTIONAL, type: "FLOAT" },
  { name: "projection_y", repetition_type: OPTIONAL, type: "FLOAT" },
  { name: "__neighbors", repetition_type: OPTIONAL, num_children: 2 },
  ...listOf("ids", "INT32"),
  ...listOf("distances", "FLOAT"),
  ...listOf("embedding", "FLOAT"),
];

function listOf(name: string, type: "INT32" | "FLOAT"): SchemaElement[] {
  return [
    { name, repetition_type: OPTIONAL, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", type },
  ];
}

/**
 * Writes tracks with places, neighbours and vectors as Parquet, as Embedding Atlas and Spotlight expect them
 * in columns. Missing values are null.
 */
export class AtlasParquet {
  readonly #writer: ParquetWriter;

  constructor(path: string) {
    this.#writer = new ParquetWriter({ writer: fileWriter(path), schema: SCHEMA });
  }

  /** Writes a group of rows. */
  write(rows: readonly AtlasRow[]): void {
    const cells = rows.map(({ track, xy, neighbours, vector }): readonly Cell[] => [
      ...rowOf(track).map((value) => value ?? null),
      ...xy,
      neighbours,
      Array.from(vector),
    ]);
    this.#writer.write({
      columnData: NAMES.map((name, i) => ({ name, data: cells.map((row) => row[i]!) })),
      rowGroupSize: rows.length,
    });
  }

  /** Writes the footer. */
  finish(): void {
    this.#writer.finish();
  }
}
