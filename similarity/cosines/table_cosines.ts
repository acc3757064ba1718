import { Worked } from "../../work/mod.ts";
import { cosinesTo, unitOf } from "../exact.ts";
import type { VectorTable } from "../vector_table.ts";
import type { CosineCalls } from "./_messages.ts";

const WORKER = new URL("./worker.ts", import.meta.url);
/** Numbers that are compared at once where they are: about 2 ms. */
const AT_ONCE = 4e6;
/** Queries that go through the vectors together: what is read of memory is read once for all. */
const TOGETHER = 16;
/** Bytes of cosines that are kept. */
const KEPT_BYTES = 32e6;

interface Waiting {
  readonly unit: Float32Array;
  readonly resolve: (cosines: Float32Array) => void;
}

/**
 * Cosines of queries with all rows of a table. Those of a large table are found in a worker, for several
 * queries in one pass, and those of the table's own rows are kept while the table stays the same.
 */
export class TableCosines {
  readonly #table: VectorTable;
  readonly #atOnce: number;
  #worker: Worked<CosineCalls> | undefined;
  #ended = false;
  #busy = false;
  #waiting: Waiting[] = [];
  readonly #kept = new Map<number, Promise<Float32Array>>();
  #version = -1;

  constructor(table: VectorTable, { atOnce = AT_ONCE }: { readonly atOnce?: number } = {}) {
    this.#table = table;
    this.#atOnce = atOnce;
  }

  /**
   * Cosine of every row with a query, shape `(n,)`, as {@linkcode cosinesTo} gives it; not to be written
   * to.
   *
   * @param own The row that the query is, if any.
   */
  async of(query: ArrayLike<number>, own?: number): Promise<Float32Array> {
    const { length, dimensions, version } = this.#table;
    if (this.#ended || length * dimensions <= this.#atOnce) return cosinesTo(this.#table, query);
    if (own === undefined) return await this.#find(query);
    if (this.#version !== version) this.#kept.clear();
    this.#version = version;
    const found = this.#kept.get(own) ?? this.#find(query);
    this.#kept.delete(own);
    this.#kept.set(own, found);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size * length * Float32Array.BYTES_PER_ELEMENT <= KEPT_BYTES) break;
      this.#kept.delete(oldest);
    }
    return await found;
  }

  /** Ends the worker; what is asked from now on is found without it. */
  close(): void {
    this.#ended = true;
    this.#worker?.end("the space is closed");
  }

  #find(query: ArrayLike<number>): Promise<Float32Array> {
    const unit = unitOf(query);
    if (unit === undefined) return Promise.resolve(cosinesTo(this.#table, query));
    const { promise, resolve } = Promise.withResolvers<Float32Array>();
    this.#waiting.push({ unit, resolve });
    if (!this.#busy) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, TOGETHER);
      const found = await this.#ask(batch.map(({ unit }) => unit));
      for (const [i, { unit, resolve }] of batch.entries()) {
        resolve(found?.[i] ?? cosinesTo(this.#table, unit));
      }
    }
    this.#busy = false;
  }

  /** Undefined where the worker cannot be had: it was ended, or has failed. */
  async #ask(queries: readonly Float32Array[]): Promise<readonly Float32Array[] | undefined> {
    if (this.#ended) return undefined;
    const { rows: { memory }, dimensions, length: rows } = this.#table;
    this.#worker ??= new Worked<CosineCalls>(WORKER);
    try {
      const request = { memory, dimensions, rows, queries };
      const found = await this.#worker.call("dots", request);
      for (const cosines of found) this.#strike(cosines);
      return found;
    } catch {
      this.#worker = undefined;
      return undefined;
    }
  }

  #strike(cosines: Float32Array): void {
    const { present } = this.#table;
    for (let row = 0; row < cosines.length; row++) if (present[row] === 0) cosines[row] = NaN;
  }
}
