import { type ColumnCells, type Table, tableOf } from "../collection/mod.ts";
import {
  type Absence,
  ACTIVATION_SETS,
  CATEGORY_DESCRIPTORS,
  MISSING_CODE,
  type Track,
} from "../domain/mod.ts";
import type { Chunk, Engine, ListColumn } from "./_duckdb.ts";
import { Lists } from "./_lists.ts";
import { DataSetError } from "./failure.ts";
import { CATEGORY_COLUMNS, NUMBER_COLUMNS, TEXT_FIELDS } from "./schema.ts";

const NUMBERS = [...NUMBER_COLUMNS];
const CATEGORIES = CATEGORY_DESCRIPTORS.map(({ id, names }) => ({
  id,
  column: CATEGORY_COLUMNS.get(id)!,
  codeOf: new Map(names.map((name, code) => [name, code])),
}));
/** Columns that are read, `id` first. */
const READ = [
  "id",
  ...TEXT_FIELDS,
  ...NUMBERS.map(([, column]) => column),
  ...CATEGORIES.map(({ column }) => column),
  "styles_top",
  ...ACTIVATION_SETS.map((set) => `${set}_over`),
  "added",
  "analysed",
  "audio",
  "vectors",
  "damage",
  "stages",
  "absent",
];
/** Texts that hardly two tracks share. */
const UNLIKE = ["path", "title"];
const AT = new Map(READ.map((name, at) => [name, at]));

/**
 * The columns of a data set as a collection has them. Of tracks with one id, as the same audio in several
 * parts may have it, the first is taken. Throws a DataSetError where parts are replaced meanwhile.
 */
export async function readTable(engine: Engine): Promise<Table> {
  const places = await Places.of(engine);
  const cells = new Cells(places);
  for await (const chunk of engine.chunks(`SELECT ${READ.join(", ")} FROM tracks`)) {
    cells.take(chunk);
  }
  return tableOf(cells.finish());
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

/** The cells of a table in the making. */
class Cells {
  readonly #places: Places;
  readonly #cells: ReturnType<typeof emptyCells>;
  readonly #lists: readonly Lists[];
  readonly #known = new Map<string, unknown>();
  /** Rows taken so far. */
  #taken = 0;

  constructor(places: Places) {
    this.#places = places;
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
      this.#lists[i]!.take(chunk.getColumnVector(AT.get(`${set}_over`)!) as ListColumn, places);
    }
  }

  #place(chunk: Chunk, places: Int32Array): void {
    const cells = this.#cells;
    const each = <T>(name: string, put: (place: number, value: T) => void) => {
      const values = chunk.getColumnValues(AT.get(name)!) as T[];
      for (let i = 0; i < values.length; i++) if (places[i]! >= 0) put(places[i]!, values[i]!);
    };
    const text = (name: string, into: string[]) =>
      each<string>(name, (place, value) => {
        into[place] = UNLIKE.includes(name) ? value : this.#once(value, () => value);
      });
    const json = <T>(name: string, into: T[]) =>
      each<string>(name, (place, value) => {
        into[place] = this.#once(`${name} ${value}`, () => JSON.parse(value));
      });
    const number = (name: string, into: Float32Array | Float64Array | Uint8Array | Int16Array) =>
      each<number | null>(name, (place, value) => {
        if (value !== null) into[place] = value;
      });
    for (const field of TEXT_FIELDS) text(field, cells.texts[field]);
    for (const [id, column] of NUMBERS) number(column, cells.numbers[id]!);
    for (const { id, column, codeOf } of CATEGORIES) {
      const into = cells.codes[id]!;
      each<string | null>(column, (place, value) => {
        into[place] = value === null ? MISSING_CODE : codeOf.get(value) ?? MISSING_CODE;
      });
    }
    number("styles_top", cells.topStyle);
    for (const name of ["added", "analysed", "audio"] as const) number(name, cells[name]);
    number("vectors", cells.held);
    text("damage", cells.damages);
    json("stages", cells.stages);
    json("absent", cells.absent);
  }

  /** One object for all rows that say the same. */
  #once<T>(said: string, make: () => T): T {
    const known = this.#known.get(said);
    if (known !== undefined) return known as T;
    const made = make();
    this.#known.set(said, made);
    return made;
  }

  finish(): ColumnCells {
    const { ids, of } = this.#places;
    if (this.#taken !== of.length) throw changedMeanwhile();
    const [styles, tags] = this.#lists.map((lists) => lists.finish());
    return { ...this.#cells, ids, activations: { styles: styles!, tags: tags! } };
  }
}

function emptyCells(length: number) {
  const texts = () => new Array<string>(length);
  return {
    numbers: Object.fromEntries(
      NUMBERS.map(([id]) => [id, new Float32Array(length).fill(NaN)]),
    ) as Record<string, Float32Array>,
    codes: Object.fromEntries(
      CATEGORIES.map(({ id }) => [id, new Uint8Array(length)]),
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
    held: new Uint8Array(length),
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
