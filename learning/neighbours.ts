import { kernelOver } from "../kernel/mod.ts";
import { type Problem, scaleRow, type Scaling } from "./problem.ts";

const PAGE = 65_536;

/** What tracks that were learned from are: scaled vectors at unit length, and labels. */
interface Learned {
  readonly scaling: Scaling;
  /** Shape `(tracks, dimensions)`. */
  readonly vectors: Float32Array;
  /** Shape `(tracks, classes)`. */
  readonly targets: Uint8Array;
}

/** Tracks that were learned from, at unit length in the memory of the SIMD loops. */
export class NearestTracks {
  readonly #scaling: Scaling;
  readonly #targets: Uint8Array;
  readonly #count: number;
  readonly #dimensions: number;
  readonly #classes: number;
  readonly #kernel: ReturnType<typeof kernelOver>;
  readonly #vectors: Float32Array;
  readonly #query: Float32Array;
  readonly #cosines: Float32Array;

  private constructor({ scaling, targets, count }: {
    readonly scaling: Scaling;
    readonly targets: Uint8Array;
    readonly count: number;
  }) {
    const dimensions = scaling.mean.length;
    this.#scaling = scaling;
    this.#targets = targets;
    this.#count = count;
    this.#dimensions = dimensions;
    this.#classes = targets.length / count;
    const data = 64 + 64 * Math.ceil(dimensions / 16);
    const cosines = data + 64 * Math.ceil(count * dimensions / 16);
    const pages = Math.ceil((cosines + 4 * count) / PAGE) + 1;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.#kernel = kernelOver(memory);
    this.#query = new Float32Array(memory.buffer, 64, dimensions);
    this.#vectors = new Float32Array(memory.buffer, data, count * dimensions);
    this.#cosines = new Float32Array(memory.buffer, cosines, count);
  }

  /** Of rows of a problem, whose features are as they are. */
  static from(
    { features, targets, classes }: Pick<Problem, "features" | "targets" | "classes">,
    { rows, scaling }: { readonly rows: Uint32Array; readonly scaling: Scaling },
  ): NearestTracks {
    const k = classes.length;
    const own = new Uint8Array(rows.length * k);
    const near = new NearestTracks({ scaling, targets: own, count: rows.length });
    const dimensions = near.#dimensions;
    for (const [at, row] of rows.entries()) {
      own.set(targets.subarray(row * k, (row + 1) * k), at * k);
      const vector = features.subarray(row * dimensions, (row + 1) * dimensions);
      near.#writeUnit(near.#vectors.subarray(at * dimensions, (at + 1) * dimensions), vector);
    }
    return near;
  }

  /** Of what {@linkcode NearestTracks.learned} gave. */
  static of({ scaling, vectors, targets }: Learned): NearestTracks {
    const near = new NearestTracks({
      scaling,
      targets,
      count: vectors.length / scaling.mean.length,
    });
    near.#vectors.set(vectors);
    return near;
  }

  /** Copies of what it knows. */
  get learned(): Learned {
    return {
      scaling: this.#scaling,
      vectors: this.#vectors.slice(),
      targets: this.#targets.slice(),
    };
  }

  /** How many tracks were learned from. */
  get count(): number {
    return this.#count;
  }

  /** The `k` nearest by cosine to features as they are, nearest first, by their place; ties in order. */
  #nearest(vector: Float32Array, k: number): { readonly at: number; readonly cosine: number }[] {
    this.#writeUnit(this.#query, vector);
    this.#kernel.dots(
      this.#query.byteOffset,
      this.#vectors.byteOffset,
      this.#count,
      4 * this.#dimensions,
      this.#cosines.byteOffset,
    );
    const best: { at: number; cosine: number }[] = [];
    for (const [at, cosine] of this.#cosines.entries()) {
      if (best.length === k && cosine <= best[k - 1]!.cosine) continue;
      let place = best.length;
      while (place > 0 && best[place - 1]!.cosine < cosine) place--;
      best.splice(place, 0, { at, cosine });
      if (best.length > k) best.pop();
    }
    return best;
  }

  /** The share of the `k` nearest that bear each class. Shape `(rows, classes)`. */
  probabilities(
    { features, rows }: { readonly features: Float32Array; readonly rows: ArrayLike<number> },
    k: number,
  ): Float32Array {
    const length = this.#classes;
    const found = new Float32Array(rows.length * length);
    for (let i = 0; i < rows.length; i++) {
      const from = rows[i]! * this.#dimensions;
      const near = this.#nearest(features.subarray(from, from + this.#dimensions), k);
      for (let c = 0; c < length; c++) {
        const bearing = near.filter(({ at }) => this.#targets[at * length + c] === 1);
        found[i * length + c] = bearing.length / near.length;
      }
    }
    return found;
  }

  /** Scaled, and at unit length. */
  #writeUnit(to: Float32Array, vector: Float32Array): void {
    scaleRow(vector, { to, scaling: this.#scaling });
    let squares = 0;
    for (const value of to) squares += value * value;
    const norm = Math.sqrt(squares) || 1;
    for (let d = 0; d < to.length; d++) to[d]! /= norm;
  }
}
