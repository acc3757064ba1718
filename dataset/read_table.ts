import { type ColumnCells, type Table, tableOf } from "../collection/mod.ts";
import {
  type Absence,
  ACTIVATION_SETS,
  CATEGORY_DESCRIPTORS,
  MISSING_CODE,
  perActivationSet,
  type Track,
} from "../domain/mod.ts";
import type { Chunk, Engine, ListColumn, NumberColumn } from "./_duckdb.ts";
import { Lists } from "./_lists.ts";
import { DataSetError } from "./failure.ts";
import { CATEGORY_COLUMNS, NUMBER_COLUMNS, TEXT_FIELDS } from "./schema.ts";
import { literal } from "./sql.ts";

const NUMBERS = [...NUMBER_COLUMNS];
/** Texts that hardly two tracks share; what many share is read once, and by number from each row. */
const UNLIKE = ["path", "title"] as const;
const SHARED = [
  "artist",
  "artists",
  "album",
  "genre",
  "codec",
  "damage",
  "stages",
  "absent",
] as const;

/** What is read of each row, `id` first, as SQL by the name that it has here. */
const READ: readonly (readonly [name: string, sql: string])[] = [
  ["id", "id"],
  ...UNLIKE.map((name) => [name, `coalesce(${name}, '')`] as const),
  ...SHARED.map((name) =>
    [name, `enum_code(coalesce(${name}, '')::${typeOf(name)})::UINTEGER`] as const
  ),
  ...NUMBERS.map(([id, column]) => [id, `coalesce(${column}, 'nan'::FLOAT)`] as const),
  ...CATEGORY_DESCRIPTORS.map(({ id }) =>
    [
      id,
      `coalesce(enum_code(TRY_CAST(${CATEGORY_COLUMNS.get(id)} AS ${typeOf(id)})), ` +
      `${MISSING_CODE})::UTINYINT`,
    ] as const
  ),
  ["topStyle", "coalesce(styles_top, -1)::SMALLINT"],
  ...ACTIVATION_SETS.map((set) => [set, `${set}_over`] as const),
  ["added", "coalesce(added, 0)::DOUBLE"],
  ["analysed", "coalesce(analysed, 0)::DOUBLE"],
  ["audio", "coalesce(audio, 0)::UTINYINT"],
  ["held", "coalesce(vectors, 0)::USMALLINT"],
];
const AT = new Map(READ.map(([name], at) => [name, at]));

const TYPED = [...SHARED, ...CATEGORY_DESCRIPTORS.map(({ id }) => id)];

/** DuckDB's type for what a column can say. */
function typeOf(name: string): string {
  return `"said of ${name}"`;
}

/**
 * The columns of a data set as a collection has them. Of tracks with one id, as the same audio in several
 * parts may have it, the first is taken. Throws a DataSetError where parts are replaced meanwhile.
 */
export async function readTable(engine: Engine): Promise<Table> {
  const places = await Places.of(engine);
  try {
    const cells = new Cells(places, await makeTypes(engine));
    const read = READ.map(([, sql]) => sql).join(", ");
    for await (const chunk of engine.chunks(`SELECT ${read} FROM tracks`)) cells.take(chunk);
    return tableOf(cells.finish());
  } finally {
    for (const name of TYPED) await engine.rows(`DROP TYPE IF EXISTS ${typeOf(name)}`);
  }
}

/** Makes DuckDB's types for what columns can say; gives the texts of the shared ones by their numbers. */
async function makeTypes(engine: Engine): Promise<ReadonlyMap<string, readonly string[]>> {
  for (const { id, names } of CATEGORY_DESCRIPTORS) {
    await engine.rows(`CREATE TYPE ${typeOf(id)} AS ENUM (${names.map(literal).join(", ")})`);
  }
  const shared = new Map<string, readonly string[]>();
  for (const name of SHARED) shared.set(name, await sharedTexts(engine, name));
  return shared;
}

/** Makes the type of a column that many rows share the texts of; gives the texts by their numbers. */
async function sharedTexts(engine: Engine, name: string): Promise<string[]> {
  const type = typeOf(name);
  await engine.rows(
    `CREATE TYPE ${type} AS ENUM (SELECT DISTINCT coalesce(${name}, '') FROM tracks)`,
  );
  const texts: string[] = [];
  for await (const chunk of engine.chunks(`SELECT unnest(enum_range(NULL::${type}))::VARCHAR`)) {
    for (const text of chunk.getColumnValues(0)) texts.push(String(text));
  }
  return texts;
}

/** Which row of the table each row of the data set is: rows of a table are sorted by id. */
class Places {
  readonly ids: readonly string[];
  /** -1 for a further track of the same id. */
  readonly of: Int32Array;

  private constructor(found: readonly string[]) {
    const isSorted = found.every((id, i) => i === 0 || found[i - 1]! < id);
    this.of = new Int32Array(found.length).fill(-1);
    if (isSorted) {
      this.ids = found;
      for (let i = 0; i < found.length; i++) this.of[i] = i;
      return;
    }
    const order = Uint32Array.from(found, (_, i) => i)
      .sort((a, b) => found[a]! < found[b]! ? -1 : found[a]! > found[b]! ? 1 : a - b);
    const ids: string[] = [];
    for (const i of order) {
      if (ids.at(-1) === found[i]) continue;
      this.of[i] = ids.push(found[i]!) - 1;
    }
    this.ids = ids;
  }

  static async of(engine: Engine): Promise<Places> {
    const ids: string[] = [];
    for await (const chunk of engine.chunks("SELECT id FROM tracks")) {
      for (const id of chunk.getColumnValues(0)) ids.push(String(id));
    }
    return new Places(ids);
  }
}

type Numbers = Float64Array | Uint8Array | Uint16Array | Int16Array;

/** The cells of a table in the making. */
class Cells {
  readonly #places: Places;
  readonly #shared: ReadonlyMap<string, readonly unknown[]>;
  readonly #cells: ReturnType<typeof emptyCells>;
  readonly #lists: readonly Lists[];
  /** Rows taken so far. */
  #taken = 0;

  /** @param shared What rows share, by column and number. */
  constructor(places: Places, shared: ReadonlyMap<string, readonly string[]>) {
    this.#places = places;
    this.#shared = new Map(
      Array.from(shared, ([name, texts]) => [
        name,
        name === "stages" || name === "absent" ? texts.map((text) => JSON.parse(text)) : texts,
      ]),
    );
    this.#cells = emptyCells(places.ids.length);
    this.#lists = ACTIVATION_SETS.map(() => new Lists(places.ids.length));
  }

  take(chunk: Chunk): void {
    const { ids, of } = this.#places;
    const places = of.subarray(this.#taken, this.#taken + chunk.rowCount);
    const found = chunk.getColumnValues(0);
    for (let i = 0; i < found.length; i++) {
      const place = places[i];
      if (place === undefined || place >= 0 && ids[place] !== found[i]) throw changedMeanwhile();
    }
    this.#taken += chunk.rowCount;
    this.#place(chunk, places);
    for (const [i, set] of ACTIVATION_SETS.entries()) {
      this.#lists[i]!.take(chunk.getColumnVector(AT.get(set)!) as ListColumn, places);
    }
  }

  #place(chunk: Chunk, places: Int32Array): void {
    const cells = this.#cells;
    const text = (name: string, into: string[]) => {
      const values = chunk.getColumnValues(AT.get(name)!) as string[];
      for (let i = 0; i < values.length; i++) if (places[i]! >= 0) into[places[i]!] = values[i]!;
    };
    const items = (name: string) => (chunk.getColumnVector(AT.get(name)!) as NumberColumn).items;
    const shared = (name: string, into: unknown[]) => {
      const [codes, said] = [items(name), this.#shared.get(name)!];
      for (let i = 0; i < codes.length; i++) {
        if (places[i]! >= 0) into[places[i]!] = said[codes[i]!];
      }
    };
    for (const name of UNLIKE) text(name, cells.texts[name]);
    for (const name of TEXT_FIELDS) if (this.#shared.has(name)) shared(name, cells.texts[name]);
    shared("damage", cells.damages);
    shared("stages", cells.stages);
    shared("absent", cells.absent);
    for (const [id] of NUMBERS) {
      placeSingles(items(id) as Float32Array, { places, into: cells.numbers[id]! });
    }
    for (const { id } of CATEGORY_DESCRIPTORS) {
      placeNumbers(items(id), { places, into: cells.codes[id]! });
    }
    for (const name of ["topStyle", "added", "analysed", "audio", "held"] as const) {
      placeNumbers(items(name), { places, into: cells[name] });
    }
  }

  finish(): ColumnCells {
    const { ids, of } = this.#places;
    if (this.#taken !== of.length) throw changedMeanwhile();
    const lists = this.#lists.map((lists) => lists.finish());
    const activations = perActivationSet((set) => lists[ACTIVATION_SETS.indexOf(set)]!);
    return { ...this.#cells, ids, activations };
  }
}

/** As {@linkcode placeNumbers}, for most columns: code that meets one kind of array is several times as fast. */
function placeSingles(
  values: Float32Array,
  { places, into }: { readonly places: Int32Array; readonly into: Float32Array },
): void {
  for (let i = 0; i < values.length; i++) {
    const place = places[i]!;
    if (place >= 0) into[place] = values[i]!;
  }
}

/** Puts the values of some rows in their places; -1 is nowhere. */
function placeNumbers(
  values: ArrayLike<number>,
  { places, into }: { readonly places: Int32Array; readonly into: Numbers },
): void {
  for (let i = 0; i < values.length; i++) {
    const place = places[i]!;
    if (place >= 0) into[place] = values[i]!;
  }
}

function emptyCells(length: number) {
  const texts = () => new Array<string>(length);
  return {
    numbers: Object.fromEntries(
      NUMBERS.map(([id]) => [id, new Float32Array(length).fill(NaN)]),
    ) as Record<string, Float32Array>,
    codes: Object.fromEntries(
      CATEGORY_DESCRIPTORS.map(({ id }) => [id, new Uint8Array(length)]),
    ) as Record<string, Uint8Array>,
    texts: {
      path: texts(),
      title: texts(),
      artist: texts(),
      artists: texts(),
      album: texts(),
      genre: texts(),
      codec: texts(),
    },
    topStyle: new Int16Array(length).fill(-1),
    added: new Float64Array(length),
    audio: new Uint8Array(length),
    held: new Uint16Array(length),
    analysed: new Float64Array(length),
    stages: new Array<Track["stages"]>(length),
    absent: new Array<Readonly<Record<string, Absence>>>(length),
    damages: texts(),
  };
}

function changedMeanwhile(): DataSetError {
  return new DataSetError(
    "Cannot read the data set: a part of it was replaced meanwhile; start again",
  );
}
