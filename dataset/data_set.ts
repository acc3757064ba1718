import { resolve } from "node:path";
import {
  binEdges,
  binFinder,
  CATEGORY_DESCRIPTORS,
  type LabelEntry,
  type LabelField,
  labelNamed,
  type LabelSet,
  NUMBER_DESCRIPTORS,
  SPACES,
  STYLE_PARENTS,
  type TrackId,
  type VectorKind,
} from "../domain/mod.ts";
import type { Table } from "../collection/mod.ts";
import { ownClauses, type Query } from "../query/mod.ts";
import type { StoredTrack } from "../store/mod.ts";
import { type Engine, type ListColumn, openEngine } from "./_duckdb.ts";
import { type ObjectStorage, reachObjectStorage, textInObjectStorage } from "./_object_storage.ts";
import { DataSetError } from "./failure.ts";
import {
  columnsOfLabels,
  type DataLabels,
  entryIn,
  joinedLabels,
  labelColumnOf,
  labelNamesOf,
  LABELS_KEY,
  type LabelsOfData,
} from "./label_columns.ts";
import { isInObjectStorage } from "./location.ts";
import { readTable } from "./read_table.ts";
import {
  CATEGORY_COLUMNS,
  type CellKind,
  DATA_COLUMNS,
  NUMBER_COLUMNS,
  TEXT_FIELDS,
  vectorColumn,
} from "./schema.ts";
import { literal, orderOf, whereOf } from "./sql.ts";
import { READ_VERSIONS } from "./write.ts";

/** One track of a data set: texts, values by column, `null` where there is none. */
export type DataRow = Readonly<Record<string, string | number | null>>;

interface IdentifiedVector {
  readonly id: TrackId;
  readonly vector: Float32Array;
}

/** How many tracks are in each bin, or have each name, and how many have no value. */
export interface Counts {
  readonly counts: readonly number[];
  readonly missing: number;
}

const SHOWN = [
  "id",
  ...TEXT_FIELDS,
  "added",
  ...NUMBER_COLUMNS.values(),
  ...CATEGORY_COLUMNS.values(),
];

function rowOf(columns: readonly string[], cells: readonly unknown[]): DataRow {
  return Object.fromEntries(columns.map((name, i) => [name, cells[i] as string | number | null]));
}

/** A data set on a disk or in object storage, asked through DuckDB; nothing of it is kept in memory. */
export class DataSet implements Disposable {
  readonly location: string;
  /** Tracks there are. */
  readonly total: number;
  /** Tracks whose id another part has, too: the same audio in several parts. */
  readonly twice: number;
  /** Its label sets: what the parts tell of each, put together. */
  readonly labels: LabelsOfData;
  readonly #engine: Engine;

  private constructor(engine: Engine, { location, total, twice, labels }: {
    readonly location: string;
    readonly total: number;
    readonly twice: number;
    readonly labels: LabelsOfData;
  }) {
    this.#engine = engine;
    this.location = location;
    this.total = total;
    this.twice = twice;
    this.labels = labels;
  }

  /**
   * Opens a data set in a folder or, as `s3://bucket/path`, in object storage. Throws a DataSetError where
   * there is none, where it is of another version or cannot be reached, or without DuckDB.
   *
   * @param options.onFetch Called before DuckDB's extension for object storage is fetched from its maker.
   */
  static async open(
    location: string,
    { storage = {}, onFetch }: {
      readonly storage?: ObjectStorage;
      readonly onFetch?: () => void;
    } = {},
  ): Promise<DataSet> {
    const isFar = isInObjectStorage(location);
    if (!isFar) requireDataSet(location, await textAt(location));
    const root = isFar ? location.replace(/\/+$/, "") : resolve(location);
    const engine = await openEngine();
    try {
      if (isFar) {
        await reachObjectStorage(engine, { location: root, storage, onFetch });
        const text = await textInObjectStorage(engine, `${root}/${DESCRIPTION}`);
        requireDataSet(location, text);
      }
      // whatever a query says, DuckDB opens nothing but this folder
      await engine.rows(`SET allowed_directories = [${literal(`${root}/`)}]`);
      await engine.rows("SET enable_external_access = false");
      await engine.rows("SET lock_configuration = true");
      const files = literal(`${root}/part=*/tracks.parquet`);
      const source = `read_parquet(${files}, hive_partitioning = true, ` +
        "hive_types = {part: VARCHAR}, union_by_name = true)";
      await engine.rows(
        `CREATE VIEW tracks AS SELECT ${["*", ...await lackingIn(engine, source)].join(", ")} ` +
          `FROM ${source}`,
      );
      const labels = await labelsIn(engine, files);
      const [row] = await engine.rows("SELECT count(*), count(DISTINCT id) FROM tracks");
      const [total, distinct] = row!.map(Number) as [number, number];
      return new DataSet(engine, { location, total, twice: total - distinct, labels });
    } catch (error) {
      engine[Symbol.dispose]();
      throw error;
    }
  }

  /** Tracks that match a query. */
  async count(query: Query): Promise<number> {
    const [row] = await this.#engine.rows(
      `SELECT count(*) FROM tracks WHERE ${whereOf(query, this.labels)}`,
    );
    return Number(row![0]);
  }

  /** The ids of tracks that match, in the query's order. */
  async ids(query: Query): Promise<TrackId[]> {
    const rows = await this.#engine.rows(
      `SELECT id FROM tracks WHERE ${whereOf(query, this.labels)} ORDER BY ${
        orderOf(query, this.labels)
      }`,
    );
    return rows.map(([id]) => String(id));
  }

  /**
   * Some of the tracks that match, in the query's order.
   *
   * @param options.columns What is read of them; to order whole rows costs several times as much.
   */
  async page(
    query: Query,
    { offset, limit, columns = SHOWN }: {
      readonly offset: number;
      readonly limit: number;
      readonly columns?: readonly string[];
    },
  ): Promise<DataRow[]> {
    const sql = `${this.#asked(columns, query)} LIMIT ${limit} OFFSET ${offset}`;
    return (await this.#engine.rows(sql)).map((row) => rowOf(columns, row));
  }

  /** All tracks that match, in the query's order, some at a time. */
  async *rows(query: Query): AsyncGenerator<DataRow[]> {
    for await (const chunk of this.#engine.chunks(this.#asked(SHOWN, query))) {
      const columns = SHOWN.map((_, i) => chunk.getColumnValues(i));
      yield Array.from(
        { length: chunk.rowCount },
        (_, row) => rowOf(SHOWN, columns.map((column) => column[row])),
      );
    }
  }

  #asked(columns: readonly string[], query: Query): string {
    return `SELECT ${columns.join(", ")} FROM tracks WHERE ${whereOf(query, this.labels)} ` +
      `ORDER BY ${orderOf(query, this.labels)}`;
  }

  /**
   * A histogram of the tracks that match, not counting the descriptor's own clauses, in the bins of the
   * catalogue or by its names; `undefined` for a descriptor that data sets have no column of.
   */
  async counts(query: Query, id: string): Promise<Counts | undefined> {
    const column = NUMBER_COLUMNS.get(id) ?? CATEGORY_COLUMNS.get(id) ??
      labelColumnOf(this.labels, id);
    if (labelNamed(id) && labelNamesOf(id).length === 0 && !this.#fieldOf(id)) return undefined;
    if (column === undefined) return undefined;
    const own = ownClauses(id);
    const clauses = Object.fromEntries(
      Object.entries(query.clauses).filter(([name]) => !own.includes(name)),
    );
    const rows = await this.#engine.rows(
      `SELECT ${column}, count(*) FROM tracks WHERE ${
        whereOf({ clauses }, this.labels)
      } GROUP BY 1`,
    );
    const { bins, binOf } = binsOf(id, this.#fieldOf(id));
    const counts = new Array<number>(bins).fill(0);
    let missing = 0;
    for (const [value, count] of rows) {
      if (value === null) missing += Number(count);
      else counts[binOf(value as string | number)]! += Number(count);
    }
    return { counts, missing };
  }

  #fieldOf(id: string): LabelField | undefined {
    const named = labelNamed(id);
    return this.labels.get(named?.set ?? "")?.set.fields.find((field) => field.id === named?.field);
  }

  /** The label sets, by id in order. */
  labelSets(): LabelSet[] {
    return [...this.labels.values()].map(({ set }) => set).sort((a, b) => a.id < b.id ? -1 : 1);
  }

  /** What a label set says of each track, or of some; a track's key is its id. */
  async *labelEntries(id: string, of?: readonly TrackId[]): AsyncGenerator<[TrackId, LabelEntry]> {
    const told = this.labels.get(id);
    if (!told) return;
    const columns = columnsOfLabels(told).map(({ name }) => `"${name}"`);
    const sql = among(["id", ...columns].join(", "), of);
    const seen = new Set<TrackId>();
    for await (const chunk of this.#engine.chunks(sql)) {
      const cells = ["id", ...columns].map((_, i) => chunk.getColumnValues(i));
      for (let row = 0; row < chunk.rowCount; row++) {
        const [track, ...said] = cells.map((column) => column[row]);
        const entry = entryIn(told, said);
        if (!entry || this.twice > 0 && seen.has(String(track))) continue;
        if (this.twice > 0) seen.add(String(track));
        yield [String(track), { key: String(track), ...entry }];
      }
    }
  }

  /** The columns as a collection in memory has them; see {@linkcode readTable}. */
  table(): Promise<Table> {
    return readTable(this.#engine);
  }

  /** All tracks, each id once. */
  async *tracks(): AsyncGenerator<StoredTrack> {
    const seen = new Set<TrackId>();
    for await (const track of this.#tracks("SELECT id, record FROM tracks")) {
      if (this.twice > 0) {
        if (seen.has(track.id)) continue;
        seen.add(track.id);
      }
      yield track;
    }
  }

  /** The tracks of those ids, in their order, with no vectors but those that are here. */
  async getTracks(ids: readonly TrackId[]): Promise<(StoredTrack | undefined)[]> {
    const found = new Map<TrackId, StoredTrack>();
    for await (const track of this.#tracks(among("id, record", ids))) {
      if (!found.has(track.id)) found.set(track.id, track);
    }
    return ids.map((id) => found.get(id));
  }

  async *#tracks(sql: string): AsyncGenerator<StoredTrack> {
    for await (const chunk of this.#engine.chunks(sql)) {
      for (const record of chunk.getColumnValues(1)) {
        const track = JSON.parse(String(record)) as Omit<StoredTrack, "strong" | "along">;
        yield { ...track, strong: {}, along: false };
      }
    }
  }

  /** One kind of vector of those tracks, in their order; of activations there are none. */
  async vectorsOf(
    kind: VectorKind,
    ids: readonly TrackId[],
  ): Promise<(Float32Array | undefined)[]> {
    const space = SPACES.find((space) => space === kind);
    const found = new Map<TrackId, Float32Array>();
    if (space) {
      for await (const { id, vector } of this.#vectors(among(`id, ${vectorColumn(space)}`, ids))) {
        if (!found.has(id)) found.set(id, vector);
      }
    }
    return ids.map((id) => found.get(id));
  }

  /** Every vector of one kind, each id once. */
  async *vectors(kind: VectorKind): AsyncGenerator<IdentifiedVector> {
    const space = SPACES.find((space) => space === kind);
    if (!space) return;
    const seen = new Set<TrackId>();
    const column = vectorColumn(space);
    for await (
      const entry of this.#vectors(`SELECT id, ${column} FROM tracks WHERE ${column} IS NOT NULL`)
    ) {
      if (this.twice > 0) {
        if (seen.has(entry.id)) continue;
        seen.add(entry.id);
      }
      yield entry;
    }
  }

  async *#vectors(sql: string): AsyncGenerator<IdentifiedVector> {
    for await (const chunk of this.#engine.chunks(sql)) {
      const lists = chunk.getColumnVector(1) as ListColumn;
      const items = lists.childVector.items as Float32Array;
      for (const [i, id] of chunk.getColumnValues(0).entries()) {
        if (!lists.validity.itemValid(i)) continue;
        const from = lists.getEntryOffset(i);
        yield { id: String(id), vector: items.slice(from, from + lists.getEntryLength(i)) };
      }
    }
  }

  /** Closes DuckDB. */
  [Symbol.dispose](): void {
    this.#engine[Symbol.dispose]();
  }
}

/** The label sets that the parts tell of in their metadata. */
async function labelsIn(engine: Engine, files: string): Promise<LabelsOfData> {
  const rows = await engine.rows(
    `SELECT decode(value) FROM parquet_kv_metadata(${files}) ` +
      `WHERE decode(key) = ${literal(LABELS_KEY)} ORDER BY file_name`,
  );
  return joinedLabels(rows.map(([text]) => JSON.parse(String(text)) as DataLabels[]));
}

function binsOf(
  id: string,
  field: LabelField | undefined,
): { bins: number; binOf: (value: string | number) => number } {
  const number = field ?? NUMBER_DESCRIPTORS.find((descriptor) => descriptor.id === id);
  if (number) {
    const bins = binEdges(number).length - 1;
    const binOf = binFinder(number);
    return { bins, binOf: (value) => Math.min(bins - 1, Math.max(0, binOf(Number(value)))) };
  }
  const ofLabels = labelNamesOf(id);
  const names = ofLabels.length > 0
    ? ofLabels
    : CATEGORY_DESCRIPTORS.find((descriptor) => descriptor.id === id)?.names ?? STYLE_PARENTS;
  return { bins: names.length, binOf: (value) => names.indexOf(String(value)) };
}

function among(columns: string, ids: readonly TrackId[] | undefined): string {
  const wanted = ids === undefined
    ? "true"
    : ids.length === 0
    ? "false"
    : `id IN (${ids.map(literal).join(", ")})`;
  return `SELECT ${columns} FROM tracks WHERE ${wanted}`;
}

/** The file that says what the folder of a data set is. */
const DESCRIPTION = "data-set.json";

async function textAt(folder: string): Promise<string | undefined> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(folder)) {
    throw new DataSetError(
      `Cannot open the data set ${folder}: it is a folder, or an address that begins with s3://`,
    );
  }
  return await Deno.readTextFile(`${folder}/${DESCRIPTION}`).catch(() => undefined);
}

function requireDataSet(folder: string, text: string | undefined): void {
  const refuse = (why: string) => new DataSetError(`Cannot open the data set ${folder}: ${why}`);
  if (text === undefined) {
    throw refuse(
      `there is no ${DESCRIPTION} in it; make one with deno task export --partitioned --out <folder>`,
    );
  }
  let version: unknown;
  try {
    version = JSON.parse(text).version;
  } catch {
    throw refuse(`its ${DESCRIPTION} is damaged`);
  }
  if (!READ_VERSIONS.includes(version)) {
    throw refuse(
      `it is of version ${version}, not ${READ_VERSIONS.join(" or ")}; export it again`,
    );
  }
}

const SQL_TYPES: Readonly<Record<CellKind, string>> = {
  text: "VARCHAR",
  float: "FLOAT",
  double: "DOUBLE",
  code: "INTEGER",
  codes: "INTEGER[]",
  names: "VARCHAR[]",
  vector: "FLOAT[]",
};

/** Columns that an earlier format has not, as missing on every row. */
async function lackingIn(engine: Engine, source: string): Promise<string[]> {
  const there = new Set(
    (await engine.rows(`DESCRIBE SELECT * FROM ${source}`)).map(([name]) => name),
  );
  return DATA_COLUMNS.filter(({ name }) => !there.has(name))
    .map(({ name, kind }) => `NULL::${SQL_TYPES[kind]} AS ${name}`);
}
