import {
  type DistanceStatistics,
  Largest,
  mutualProximityDistance,
  sampled,
  seeded,
  VectorTable,
} from "../similarity/mod.ts";

/** Rows that the distances of a track are worked out from; all, where there are no more. */
const SAMPLE = 4096;
const BLOCK = 16;
/** Rows that are sorted at first. */
const SORTED = 512;

/** Mean and standard deviation of a vector's cosine distances to the tracks of a space. */
export interface Profile {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * What {@linkcode distanceStatistics} gives for all rows, worked out row by row where it is asked for:
 * a single list needs some hundred of them. The same numbers come out, as the same rows are drawn.
 */
export class Profiles {
  readonly #table: VectorTable;
  readonly #sample: VectorTable;
  readonly #known = new Map<number, Profile>();

  constructor(table: VectorTable) {
    this.#table = table;
    const rows = Uint32Array.from({ length: table.length }, (_, row) => row)
      .filter((row) => table.present[row] === 1);
    const drawn = sampled(rows, { count: SAMPLE, random: seeded(1) });
    this.#sample = drawn.length === table.length
      ? table
      : VectorTable.of(Array.from(drawn, (row) => table.ids[row]!), units(table, drawn));
  }

  /** Profiles of rows that have a vector. */
  ofRows(rows: readonly number[]): Profile[] {
    const fresh = rows.filter((row) => !this.#known.has(row));
    for (let from = 0; from < fresh.length; from += BLOCK) {
      const block = fresh.slice(from, from + BLOCK);
      const own = block.map((row) => this.#sample.rowOf(this.#table.ids[row]!));
      this.#of(units(this.#table, block), own)
        .forEach((profile, i) => this.#known.set(block[i]!, profile));
    }
    return rows.map((row) => this.#known.get(row)!);
  }

  /** Profile of a unit vector that is no row of the table. */
  ofUnit(unit: Float32Array): Profile {
    return this.#of([unit], [undefined])[0]!;
  }

  #of(queries: Float32Array[], own: readonly (number | undefined)[]): Profile[] {
    const sample = this.#sample;
    const { present } = sample;
    const sums = new Float64Array(queries.length);
    const squares = new Float64Array(queries.length);
    sample.rows.dots(queries, {
      to: sample.length,
      each(query, start, products) {
        let sum = 0;
        let square = 0;
        for (let i = 0; i < products.length; i++) {
          if (present[start + i] !== 1 || start + i === own[query]) continue;
          const distance = 1 - products[i]!;
          sum += distance;
          square += distance * distance;
        }
        sums[query]! += sum;
        squares[query]! += square;
      },
    });
    return queries.map((_, i) => {
      const count = sample.count - Number(own[i] !== undefined);
      const mean = sums[i]! / count;
      return { mean, deviation: Math.sqrt(Math.max(0, squares[i]! / count - mean ** 2)) };
    });
  }
}

function units(table: VectorTable, rows: ArrayLike<number>): Float32Array[] {
  return Array.from(rows, (row) => table.unit(row).slice());
}

/** A profile that nothing is near to: what remains is the query's own part of mutual proximity. */
const FAR: Profile = { mean: Infinity, deviation: 0 };

/** {@linkcode mutualProximityDistance} of two profiles at a distance. */
export function mutualDistance(distance: number, [a, b]: readonly [Profile, Profile]): number {
  const statistics: DistanceStatistics = {
    mean: Float64Array.of(a.mean, b.mean),
    deviation: Float64Array.of(a.deviation, b.deviation),
  };
  return mutualProximityDistance(statistics, [0, 1], distance);
}

/**
 * The `k` rows that are nearest by mutual proximity, best first, ties in row order. Rows are looked at
 * from the nearest by cosine on, and no further than where the query's own part alone is worse than
 * the `k`-th found, so that the list is that of a search through all.
 *
 * @param cosines Cosine of each row with the query.
 * @param rows Rows that may be found, each with a vector.
 */
export function mutualNeighbours(
  profiles: Profiles,
  { query, cosines, rows, k }: {
    readonly query: Profile;
    readonly cosines: Float32Array;
    readonly rows: Uint32Array;
    readonly k: number;
  },
): { readonly row: number; readonly distance: number }[] {
  let best: { readonly row: number; readonly distance: number }[] = [];
  for (const block of nearestFirst(rows, cosines)) {
    const nearest = mutualDistance(1 - cosines[block[0]!]!, [query, FAR]);
    if (best.length === k && nearest > best[k - 1]!.distance) break;
    const found = profiles.ofRows(block).map((profile, i) => {
      const row = block[i]!;
      return { row, distance: mutualDistance(1 - cosines[row]!, [query, profile]) };
    });
    best = [...best, ...found]
      .sort((a, b) => a.distance - b.distance || a.row - b.row)
      .slice(0, k);
  }
  return best;
}

/** Rows from the largest cosine on, ties in row order, block by block: most searches need few. */
function* nearestFirst(rows: Uint32Array, cosines: Float32Array): Generator<number[]> {
  let order = rows.subarray(0, 0);
  for (let from = 0, wanted = SORTED; from < rows.length; from += BLOCK) {
    if (from + BLOCK > order.length && order.length < rows.length) {
      const best = new Largest(wanted);
      for (const row of rows) best.offer(cosines[row]!);
      const { floor } = best;
      order = rows.filter((row) => cosines[row]! >= floor)
        .sort((a, b) => cosines[b]! - cosines[a]! || a - b);
      wanted *= 8;
    }
    yield Array.from(order.subarray(from, from + BLOCK));
  }
}
