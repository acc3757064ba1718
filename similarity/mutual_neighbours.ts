import { rowsWithVector } from "./_rows.ts";
import { cosineOf, cosinesTo, exactNeighbours, type Search, unitOf } from "./exact.ts";
import { mutualProximityDistance } from "./mutual_proximity.ts";
import { sampled, seeded } from "./random.ts";
import { VectorTable } from "./vector_table.ts";

/** A neighbour by mutual proximity. */
export interface MutualNeighbour {
  readonly row: number;
  readonly id: string;
  readonly similarity: number;
  /** Mutual-proximity distance in [0, 1]; see {@linkcode mutualProximityDistance}. */
  readonly mutualDistance: number;
}

const SAMPLE = 4096;
/** Nearest by cosine that are ranked again, for each neighbour wanted. */
const RANKED_AGAIN = 20;
const LEAST_RANKED_AGAIN = 200;

/**
 * Neighbour lists of single queries by mutual proximity. Only the nearest by cosine are ranked again,
 * so that no more than their distances have to be known; these are kept. Where a collection has more
 * than 4,096 tracks, means and deviations are those of the distances to a seeded sample of as many.
 */
export class MutualProximity {
  readonly #table: VectorTable;
  readonly #sample: VectorTable;
  readonly #known = new Map<number, { readonly mean: number; readonly deviation: number }>();

  constructor(
    table: VectorTable,
    { sample = SAMPLE, seed = 1 }: { readonly sample?: number; readonly seed?: number } = {},
  ) {
    this.#table = table;
    const rows = sampled(rowsWithVector(table), { count: sample, random: seeded(seed) });
    this.#sample = new VectorTable(table.dimensions, { capacity: rows.length });
    for (const row of rows) this.#sample.add(table.ids[row]!, table.unit(row));
  }

  /** The `k` rows nearest to a vector by mutual proximity, best first; ties in row order. */
  neighbours(query: ArrayLike<number>, search: Omit<Search, "metric">): MutualNeighbour[] {
    const unit = unitOf(query);
    if (unit === undefined) return [];
    const k = Math.max(LEAST_RANKED_AGAIN, RANKED_AGAIN * search.k);
    const candidates = exactNeighbours(this.#table, unit, { ...search, k });
    const own = this.#statistics(unit, this.#idOf(search.except));
    const statistics = { mean: [own.mean], deviation: [own.deviation] };
    return candidates.map((candidate) => {
      const theirs = this.#statisticsOf(candidate.row);
      statistics.mean[1] = theirs.mean;
      statistics.deviation[1] = theirs.deviation;
      const distance = 1 - cosineOf(unit, this.#table.unit(candidate.row));
      return {
        ...candidate,
        mutualDistance: mutualProximityDistance(statistics, [0, 1], distance),
      };
    })
      .sort((a, b) => a.mutualDistance - b.mutualDistance || a.row - b.row)
      .slice(0, search.k);
  }

  #idOf(row: number | undefined): string | undefined {
    return row === undefined ? undefined : this.#table.ids[row];
  }

  #statisticsOf(row: number) {
    const known = this.#known.get(row) ??
      this.#statistics(this.#table.unit(row), this.#table.ids[row]);
    this.#known.set(row, known);
    return known;
  }

  /** Mean and deviation of the distances to the sample, without the track of that id. */
  #statistics(unit: Float32Array, id: string | undefined) {
    const cosines = cosinesTo(this.#sample, unit);
    const own = id === undefined ? undefined : this.#sample.rowOf(id);
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < cosines.length; row++) {
      if (row === own) continue;
      sum += 1 - cosines[row]!;
      squares += (1 - cosines[row]!) ** 2;
    }
    const count = cosines.length - Number(own !== undefined);
    const mean = sum / count;
    return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)) };
  }
}
