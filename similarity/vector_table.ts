import type { TrackId } from "../domain/mod.ts";
import { VectorRows } from "./_vector_rows.ts";

/** A {@linkcode VectorTable} as posted to a worker: the vectors are shared, the rest is copied. */
export interface SharedVectors {
  readonly memory: WebAssembly.Memory;
  readonly dimensions: number;
  readonly ids: readonly TrackId[];
  readonly norms: Float32Array;
  readonly present: Uint8Array;
}

/**
 * One vector a track, kept at unit length beside its norm. A row has no vector (`present[row] === 0`)
 * where the track was not analysed for this space, where a number is not finite, or where all are
 * zero: such a vector has no direction. Rows without a vector are nobody's neighbour and have none.
 *
 * Rows are only ever added at the end; a removed track leaves a row without a vector.
 */
export class VectorTable {
  readonly dimensions: number;
  /** The SIMD loops over the vectors. */
  readonly rows: VectorRows;
  readonly #ids: TrackId[] = [];
  readonly #rowOf = new Map<TrackId, number>();
  #norms: Float32Array<ArrayBuffer>;
  #present: Uint8Array<ArrayBuffer>;
  #data: Float32Array;
  #count = 0;
  #version = 0;

  /**
   * An empty table.
   * @param capacity Rows to make room for at once; more can follow.
   * @param memory That of a table which another thread shares.
   */
  constructor(
    dimensions: number,
    { capacity = 0, memory }: {
      readonly capacity?: number;
      readonly memory?: WebAssembly.Memory;
    } = {},
  ) {
    this.dimensions = dimensions;
    this.rows = new VectorRows(dimensions, memory);
    this.rows.reserve(capacity);
    this.#norms = new Float32Array(capacity);
    this.#present = new Uint8Array(capacity);
    this.#data = this.rows.data(capacity);
  }

  /** A table of all `vectors`; `undefined` stands for a track without one. */
  static of(
    ids: readonly TrackId[],
    vectors: readonly (ArrayLike<number> | undefined)[],
  ): VectorTable {
    const dimensions = vectors.find((vector) => vector !== undefined)?.length ?? 1;
    const table = new VectorTable(dimensions, { capacity: ids.length });
    for (const [row, id] of ids.entries()) table.add(id, vectors[row]);
    return table;
  }

  /**
   * The table that another thread {@linkcode share}d, as it was then. Only one of the two may be added to.
   */
  static from({ dimensions, ids, norms, present, memory }: SharedVectors): VectorTable {
    const table = new VectorTable(dimensions, { capacity: ids.length, memory });
    table.#norms.set(norms);
    table.#present.set(present);
    table.#count = present.reduce((sum, flag) => sum + flag, 0);
    for (const id of ids) table.#rowOf.set(id, table.#ids.push(id) - 1);
    return table;
  }

  /** Rows, with and without a vector. */
  get length(): number {
    return this.#ids.length;
  }

  /** Rows with a vector. */
  get count(): number {
    return this.#count;
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get ids(): readonly TrackId[] {
    return this.#ids;
  }

  /** Unit vectors, shape `(length, dimensions)`; zeros where a row has none. */
  get data(): Float32Array {
    return this.#data.subarray(0, this.length * this.dimensions);
  }

  /** Length of each vector as it was given, shape `(length,)`; 0 where a row has none. */
  get norms(): Float32Array {
    return this.#norms.subarray(0, this.length);
  }

  /** 1 where the row has a vector, shape `(length,)`. */
  get present(): Uint8Array {
    return this.#present.subarray(0, this.length);
  }

  rowOf(id: TrackId): number | undefined {
    return this.#rowOf.get(id);
  }

  /** The unit vector of a row; a view, not a copy. */
  unit(row: number): Float32Array {
    return this.#data.subarray(row * this.dimensions, (row + 1) * this.dimensions);
  }

  /**
   * Adds a track, or gives the track of that id another vector, and returns its row.
   * @throws {RangeError} Where the vector has not as many numbers as the table has dimensions.
   */
  add(id: TrackId, vector: ArrayLike<number> | undefined): number {
    if (vector !== undefined && vector.length !== this.dimensions) {
      throw new RangeError(
        `Cannot add the vector of track ${id} as lengths must match: the table has ${this.dimensions} dimensions, the vector ${vector.length}`,
      );
    }
    const row = this.#rowOf.get(id) ?? this.#append(id);
    this.#write(row, vector);
    return row;
  }

  /** Takes the vector of a track away; its row remains. Returns whether it had one. */
  remove(id: TrackId): boolean {
    const row = this.#rowOf.get(id);
    if (row === undefined || this.#present[row] === 0) return false;
    this.#write(row, undefined);
    return true;
  }

  /** What a worker needs to see the same vectors; see {@linkcode VectorTable.from}. */
  share(): SharedVectors {
    return {
      memory: this.rows.memory,
      dimensions: this.dimensions,
      ids: [...this.#ids],
      norms: this.norms.slice(),
      present: this.present.slice(),
    };
  }

  #append(id: TrackId): number {
    const row = this.#ids.push(id) - 1;
    this.#rowOf.set(id, row);
    if (row >= this.#norms.length) this.#grow(Math.max(16, Math.ceil(row * 1.25)));
    return row;
  }

  #grow(capacity: number): void {
    this.rows.reserve(capacity);
    this.#data = this.rows.data(capacity);
    const { norms, present } = this;
    this.#norms = new Float32Array(capacity);
    this.#norms.set(norms);
    this.#present = new Uint8Array(capacity);
    this.#present.set(present);
  }

  #write(row: number, vector: ArrayLike<number> | undefined): void {
    const norm = vector === undefined ? 0 : normOf(vector);
    const present = norm > 0 && Number.isFinite(norm);
    const unit = this.unit(row);
    for (let i = 0; i < unit.length; i++) unit[i] = present ? vector![i]! / norm : 0;
    this.#norms[row] = present ? norm : 0;
    this.#version++;
    this.#count += Number(present) - this.#present[row]!;
    this.#present[row] = Number(present);
  }
}

/** Euclidean length; NaN where a number is not finite. */
export function normOf(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}
