import { kernelOver } from "../kernel/mod.ts";
import type { Problem } from "./problem.ts";

const PAGE = 65_536;

/** Tracks that were learned from, at unit length in the memory of the SIMD loops. */
export class NearestTracks {
  readonly #problem: Pick<Problem, "targets" | "classes">;
  readonly #rows: Uint32Array;
  readonly #dimensions: number;
  readonly #kernel: ReturnType<typeof kernelOver>;
  readonly #query: Float32Array;
  readonly #cosines: Float32Array;
  readonly #dataAddress: number;

  /** @param features Scaled. @param rows Those to be neighbours. */
  constructor(
    problem: Pick<Problem, "dimensions" | "targets" | "classes">,
    { features, rows }: { readonly features: Float32Array; readonly rows: Uint32Array },
  ) {
    const { dimensions } = problem;
    this.#problem = problem;
    this.#rows = rows;
    this.#dimensions = dimensions;
    const data = 64 + 64 * Math.ceil(dimensions / 16);
    const cosines = data + 64 * Math.ceil(rows.length * dimensions / 16);
    const pages = Math.ceil((cosines + 4 * rows.length) / PAGE) + 1;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.#kernel = kernelOver(memory);
    this.#dataAddress = data;
    this.#query = new Float32Array(memory.buffer, 64, dimensions);
    this.#cosines = new Float32Array(memory.buffer, cosines, rows.length);
    const cells = new Float32Array(memory.buffer, data, rows.length * dimensions);
    for (const [at, row] of rows.entries()) {
      const vector = features.subarray(row * dimensions, (row + 1) * dimensions);
      writeUnit(cells.subarray(at * dimensions, (at + 1) * dimensions), vector);
    }
  }

  /** The `k` nearest by cosine, nearest first; ties in row order. */
  nearest(vector: Float32Array, k: number): { readonly row: number; readonly cosine: number }[] {
    writeUnit(this.#query, vector);
    const { byteOffset } = this.#query;
    const size = 4 * this.#dimensions;
    this.#kernel.dots(
      byteOffset,
      this.#dataAddress,
      this.#rows.length,
      size,
      this.#cosines.byteOffset,
    );
    const best: { row: number; cosine: number }[] = [];
    for (const [at, cosine] of this.#cosines.entries()) {
      if (best.length === k && cosine <= best[k - 1]!.cosine) continue;
      let place = best.length;
      while (place > 0 && best[place - 1]!.cosine < cosine) place--;
      best.splice(place, 0, { row: this.#rows[at]!, cosine });
      if (best.length > k) best.pop();
    }
    return best;
  }

  /** The share of the `k` nearest that bear each class. Shape `(rows, classes)`. */
  probabilities(
    { features, rows }: { readonly features: Float32Array; readonly rows: ArrayLike<number> },
    k: number,
  ): Float32Array {
    const { targets, classes: { length } } = this.#problem;
    const found = new Float32Array(rows.length * length);
    for (let i = 0; i < rows.length; i++) {
      const from = rows[i]! * this.#dimensions;
      const near = this.nearest(features.subarray(from, from + this.#dimensions), k);
      for (const { row } of near) {
        for (let c = 0; c < length; c++) {
          found[i * length + c]! += targets[row * length + c]! / near.length;
        }
      }
    }
    return found;
  }
}

function writeUnit(to: Float32Array, vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares) || 1;
  for (let d = 0; d < to.length; d++) to[d] = vector[d]! / norm;
}
