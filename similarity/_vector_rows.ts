import { type Kernel, kernelOver } from "../kernel/mod.ts";

const PAGE_BYTES = 65_536;
const MAXIMUM_PAGES = 65_536;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Threads that can compute on the same rows at once. */
const SLOTS = 4;
/** Rows a call of the kernel: small enough for many queries to find them in the cache. */
const BLOCK_ROWS = 128;
const LOCKS_BYTES = 64;

/**
 * Rows of `dimensions` numbers in shared WebAssembly memory (at most 4 GiB), with the loops that run
 * on them. The memory can be posted to a worker, which sees the same rows without a copy.
 */
export class VectorRows {
  readonly dimensions: number;
  readonly memory: WebAssembly.Memory;
  readonly #kernel: Kernel;
  readonly #slotBytes: number;
  readonly #start: number;

  constructor(dimensions: number, memory?: WebAssembly.Memory) {
    this.dimensions = dimensions;
    this.#slotBytes = alignedTo(16, (dimensions + BLOCK_ROWS) * FLOAT_BYTES);
    this.#start = LOCKS_BYTES + SLOTS * this.#slotBytes;
    this.memory = memory ?? new WebAssembly.Memory({
      initial: Math.ceil(this.#start / PAGE_BYTES),
      maximum: MAXIMUM_PAGES,
      shared: true,
    });
    this.#kernel = kernelOver(this.memory);
  }

  /**
   * Makes room for `count` rows.
   * @throws {RangeError} Where they exceed 4 GiB.
   */
  reserve(count: number): void {
    const pages = Math.ceil((this.#start + count * this.dimensions * FLOAT_BYTES) / PAGE_BYTES);
    if (pages > MAXIMUM_PAGES) {
      throw new RangeError(
        `Cannot keep ${count} vectors of ${this.dimensions} numbers in memory: 4 GiB is the limit; reduce the dimensions`,
      );
    }
    const missing = pages - this.memory.buffer.byteLength / PAGE_BYTES;
    if (missing > 0) this.memory.grow(missing);
  }

  /** The first `count` rows, shape `(count, dimensions)`; a view, not a copy. */
  data(count: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.#start, count * this.dimensions);
  }

  /**
   * Dot products with queries. `each(query, from, products)` receives those of query number `query`
   * with rows `from` to `from + products.length`; `products` is only valid during the call.
   *
   * @param queries Shape `(q, dimensions)`.
   */
  dots(
    queries: readonly Float32Array[],
    { from = 0, to, each }: {
      readonly from?: number;
      readonly to: number;
      each(query: number, from: number, products: Float32Array): void;
    },
  ): void {
    this.#inSlot((slot) => {
      const input = new Float32Array(this.memory.buffer, slot, this.dimensions);
      const out = slot + input.byteLength;
      for (let start = from; start < to; start += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, to - start);
        const products = new Float32Array(this.memory.buffer, out, count);
        for (const [index, query] of queries.entries()) {
          if (queries.length > 1 || start === from) input.set(query);
          this.#kernel.dots(slot, this.#addressOf(start), count, input.byteLength, out);
          each(index, start, products);
        }
      }
    });
  }

  /**
   * Adds Σ weight · row to each of `totals`, rows `from` to `to`.
   *
   * @param weights Fills its argument with the weights in total number `total` of the rows that
   * begin at `from`.
   */
  accumulate(
    totals: readonly Float64Array[],
    { from = 0, to, weights }: {
      readonly from?: number;
      readonly to: number;
      weights(total: number, from: number, out: Float32Array): void;
    },
  ): void {
    this.#inSlot((slot) => {
      const sum = new Float32Array(this.memory.buffer, slot, this.dimensions);
      const factors = slot + sum.byteLength;
      for (let start = from; start < to; start += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, to - start);
        for (const [index, total] of totals.entries()) {
          sum.fill(0);
          weights(index, start, new Float32Array(this.memory.buffer, factors, count));
          this.#kernel.accumulate(slot, this.#addressOf(start), count, sum.byteLength, factors);
          for (let i = 0; i < sum.length; i++) total[i]! += sum[i]!;
        }
      }
    });
  }

  #addressOf(row: number): number {
    return this.#start + row * this.dimensions * FLOAT_BYTES;
  }

  #inSlot(run: (slot: number) => void): void {
    const locks = new Int32Array(this.memory.buffer, 0, SLOTS);
    let slot = 0;
    while (Atomics.compareExchange(locks, slot, 0, 1) !== 0) slot = (slot + 1) % SLOTS;
    try {
      run(LOCKS_BYTES + slot * this.#slotBytes);
    } finally {
      Atomics.store(locks, slot, 0);
    }
  }
}

function alignedTo(bytes: number, size: number): number {
  return Math.ceil(size / bytes) * bytes;
}
