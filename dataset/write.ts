import { join } from "node:path";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { type LabelCells, readLabelCells, type Table, TableBuilder } from "../collection/mod.ts";
import {
  ACTIVATION_SETS,
  type ActivationSet,
  type AnalysedSpace,
  artistKeys,
  MISSING_CODE,
  SPACES,
  whyUnwritten,
} from "../domain/mod.ts";
import { haystackOf, topClasses } from "../query/mod.ts";
import type { Store, StoredTrack } from "../store/mod.ts";
import { DataSetError } from "./failure.ts";
import { cellsOfLabels, columnsOfLabels, LABELS_KEY, toldOf } from "./label_columns.ts";
import {
  CATEGORY_COLUMNS,
  type CellKind,
  DATA_COLUMNS,
  type DataColumn,
  NUMBER_COLUMNS,
  TEXT_FIELDS,
  vectorColumn,
} from "./schema.ts";

/** Format of a data set. */
export const DATA_SET_VERSION = 4;
/** Formats that are read: version 2 has no labels, 3 no moods and themes, instruments and genres. */
export const READ_VERSIONS: readonly unknown[] = [2, 3, DATA_SET_VERSION];

/** Tracks in one row group, and in one part where the parts are not named. */
const GROUP_ROWS = 2_000;
const PART_ROWS = 100_000;

/** The bits of a table's `held` that a data set has the vectors of. */
const SPACE_BITS = (1 << SPACES.length) - 1;

/** How a data set is written. */
export interface WriteOptions {
  /** Name of the one part that the store is; parts of about 100,000 tracks where it is left out. */
  readonly part?: string | undefined;
}

/**
 * Writes a store into a folder as a data set: `part=<name>/tracks.parquet`, one row a track in order of
 * ids, with values, what is searched, activations, labels and vectors. A part that is there already is replaced
 * as a whole once the new one is complete, so parts of several stores can share a folder. Parts by number
 * that a larger store has left are taken out.
 *
 * @returns Tracks and parts written. Throws a DataSetError where the folder cannot be written.
 */
export async function writeDataSet(
  store: Store,
  folder: string,
  { part }: WriteOptions = {},
): Promise<{ readonly tracks: number; readonly parts: number }> {
  if (part !== undefined && !/^[\w.-]+$/.test(part)) {
    throw new DataSetError(
      `Cannot name a part ${JSON.stringify(part)}: use letters, digits, _, - and . alone`,
    );
  }
  try {
    await Deno.mkdir(folder, { recursive: true });
    let [tracks, parts] = [0, 0];
    let writer: PartWriter | undefined;
    const labels = await readLabelCells(store);
    for await (const group of groupsOf(store)) {
      writer ??= await PartWriter.begin(folder, {
        part: part ?? String(parts++).padStart(5, "0"),
        labels,
      });
      await writer.write(store, group);
      tracks += group.length;
      if (part !== undefined || writer.rows < PART_ROWS) continue;
      await writer.finish();
      writer = undefined;
    }
    await writer?.finish();
    if (part === undefined) await removeNumbered(folder, parts);
    const format = { format: "fonoteca-data-set", version: DATA_SET_VERSION };
    await Deno.writeTextFile(join(folder, "data-set.json"), JSON.stringify(format) + "\n");
    return { tracks, parts: part === undefined ? parts : 1 };
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name.endsWith("StoreError")) throw cause;
    if (cause instanceof DataSetError) throw cause;
    throw new DataSetError(`Cannot write the data set ${folder}: ${whyUnwritten(cause)}`, {
      cause,
    });
  }
}

/** Takes out the parts with a number from `first` on. */
async function removeNumbered(folder: string, first: number): Promise<void> {
  for (const { name } of await Array.fromAsync(Deno.readDir(folder))) {
    const number = /^part=(\d{5})$/.exec(name)?.[1];
    if (number === undefined || Number(number) < first) continue;
    await Deno.remove(join(folder, name), { recursive: true });
  }
}

async function* groupsOf(store: Store): AsyncGenerator<StoredTrack[]> {
  let group: StoredTrack[] = [];
  for await (const track of store.tracks()) {
    if (group.push(track) < GROUP_ROWS) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Writes one part beside its place, and puts it there when it is complete. */
class PartWriter {
  readonly #folder: string;
  readonly #path: string;
  readonly #writer: ParquetWriter;
  readonly #labels: readonly LabelCells[];
  readonly #columns: readonly DataColumn[];
  rows = 0;

  private constructor(folder: string, labels: readonly LabelCells[]) {
    this.#folder = folder;
    this.#path = join(folder, "tracks.writing");
    this.#labels = labels;
    const told = labels.map(toldOf);
    this.#columns = [...DATA_COLUMNS, ...told.flatMap(columnsOfLabels)];
    this.#writer = new ParquetWriter({
      writer: fileWriter(this.#path),
      schema: [
        { name: "root", num_children: this.#columns.length },
        ...this.#columns.flatMap(schemaOf),
      ],
      kvMetadata: [{ key: LABELS_KEY, value: JSON.stringify(told) }],
    });
  }

  static async begin(
    root: string,
    { part, labels }: { readonly part: string; readonly labels: readonly LabelCells[] },
  ): Promise<PartWriter> {
    const folder = join(root, `part=${part}`);
    await Deno.mkdir(folder, { recursive: true });
    return new PartWriter(folder, labels);
  }

  async write(store: Store, tracks: readonly StoredTrack[]): Promise<void> {
    const cells = cellsOf(tracks);
    for (const space of SPACES) {
      cells.set(vectorColumn(space), await vectorsOf(store, space, tracks));
    }
    const ids = tracks.map(({ id }) => id);
    for (const labels of this.#labels) {
      for (const [name, said] of cellsOfLabels(labels, ids)) cells.set(name, said);
    }
    const columnData = this.#columns.map(({ name }) => ({ name, data: cells.get(name)! }));
    this.#writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    this.rows += tracks.length;
  }

  async finish(): Promise<void> {
    this.#writer.finish();
    await Deno.rename(this.#path, join(this.#folder, "tracks.parquet"));
  }
}

type Cell = string | number | readonly number[] | readonly string[] | null;

async function vectorsOf(
  store: Store,
  space: AnalysedSpace,
  tracks: readonly StoredTrack[],
): Promise<Cell[]> {
  const vectors = await store.vectorsOf(space, tracks.map(({ id }) => id));
  return vectors.map((vector) => vector ? Array.from(vector) : null);
}

/** The cells of some tracks by column, as the columns of a collection have them. */
function cellsOf(tracks: readonly StoredTrack[]): Map<string, Cell[]> {
  const builder = new TableBuilder();
  for (const track of tracks) builder.add(track);
  const table = builder.build();
  const { columns } = table;
  const cells = new Map<string, Cell[]>([["id", [...columns.ids]]]);
  const none = columns.ids.map(() => "");
  for (const field of TEXT_FIELDS) cells.set(field, wellFormed(columns.texts[field] ?? none));
  cells.set("search", wellFormed(haystackOf(columns.texts)));
  cells.set(
    "artist_keys",
    wellFormed(
      artistKeys(columns.texts).map((keys) => keys.length > 0 ? `\n${keys.join("\n")}\n` : ""),
    ),
  );
  cells.set("added", Array.from(columns.added));
  for (const [id, name] of NUMBER_COLUMNS) {
    cells.set(name, Array.from(columns.numbers[id]!, (x) => Number.isNaN(x) ? null : x));
  }
  for (const [id, name] of CATEGORY_COLUMNS) {
    const { codes, names } = columns.categories[id]!;
    cells.set(name, Array.from(codes, (code) => code === MISSING_CODE ? null : names[code]!));
  }
  for (const set of ACTIVATION_SETS) {
    const top = Array.from(topClasses(columns, set), (label) => label < 0 ? null : label);
    cells.set(`${set}_top`, top);
    cells.set(`${set}_over`, overOf(table, set));
  }
  cells.set("audio", tracks.map(({ audio }) => audio ? 1 : 0));
  cells.set("analysed", Array.from(table.analysed));
  cells.set("vectors", Array.from(table.held, (bits) => bits & SPACE_BITS));
  cells.set("damage", wellFormed(table.damages));
  cells.set("stages", tracks.map(({ stages }) => JSON.stringify(stages)));
  cells.set("absent", tracks.map(({ absent }) => JSON.stringify(absent)));
  cells.set("record", wellFormed(tracks.map(recordOf)));
  return cells;
}

/** A track as its store has it, but for what other columns hold. */
function recordOf({ strong: _, along: __, ...track }: StoredTrack): string {
  const vectors = track.vectors.filter((kind) => (SPACES as readonly string[]).includes(kind));
  return JSON.stringify({ ...track, vectors });
}

/** What UTF-8 can hold: half of a surrogate pair becomes U+FFFD. */
function wellFormed(texts: readonly string[]): string[] {
  return texts.map((text) => text.toWellFormed());
}

function overOf({ columns }: Table, set: ActivationSet): Cell[] {
  const { offsets, classes, values, present } = columns.activations[set]!;
  return Array.from(present, (there, row) => {
    if (there !== 1) return null;
    const over: number[] = [];
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      over.push(classes[at]! << 16 | values[at]!);
    }
    return over;
  });
}

type SchemaElement = ParquetWriter["schema"][number];

const TYPES = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  float: { type: "FLOAT" },
  double: { type: "DOUBLE" },
  code: { type: "INT32" },
  codes: { type: "INT32" },
  names: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  vector: { type: "FLOAT" },
} as const satisfies Record<CellKind, Partial<SchemaElement>>;

function schemaOf({ name, kind }: DataColumn): SchemaElement[] {
  const optional = "OPTIONAL" as const;
  if (kind !== "codes" && kind !== "names" && kind !== "vector") {
    return [{ name, repetition_type: optional, ...TYPES[kind] }];
  }
  return [
    { name, repetition_type: optional, num_children: 1, converted_type: "LIST" as const },
    { name: "list", repetition_type: "REPEATED" as const, num_children: 1 },
    { name: "element", repetition_type: "REQUIRED" as const, ...TYPES[kind] },
  ];
}
