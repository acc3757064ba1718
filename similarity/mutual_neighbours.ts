import { Largest } from "./largest.ts";
import { mutualProximityDistance, type Profile, shareNearer } from "./mutual_proximity.ts";
import type { Profiles } from "./profiles/profiles.ts";

const BLOCK = 16;
/** Rows that are sorted at first. */
const SORTED = 512;
/** A neighbour by mutual proximity. */
export interface MutualNeighbour {
  readonly row: number;
  /** Mutual-proximity distance in [0, 1]; see {@linkcode mutualProximityDistance}. */
  readonly distance: number;
}

/**
 * The `k` rows that are nearest by mutual proximity, best first, ties by cosine, then in row order. Rows are looked at
 * from the nearest by cosine on, and no further than where the query's own part alone is worse than
 * the `k`-th found, so that the list is that of a search through all.
 *
 * @param cosines Cosine of each row with the query.
 * @param rows Rows that may be found, each with a vector.
 */
export function mutualNeighbours(
  profiles: Pick<Profiles, "ofRows">,
  { query, cosines, rows, k }: {
    readonly query: Profile;
    readonly cosines: Float32Array;
    readonly rows: Uint32Array;
    readonly k: number;
  },
): readonly MutualNeighbour[] {
  let best: MutualNeighbour[] = [];
  for (const block of nearestFirst(rows, cosines)) {
    const nearest = shareNearer(query, 1 - cosines[block[0]!]!);
    if (best.length === k && nearest > best[k - 1]!.distance) break;
    const found = profiles.ofRows(block).map((profile, i) => {
      const row = block[i]!;
      return { row, distance: mutualProximityDistance(query, profile, 1 - cosines[row]!) };
    });
    best = [...best, ...found]
      .sort((a, b) => a.distance - b.distance || cosines[b.row]! - cosines[a.row]! || a.row - b.row)
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
