import { cosinesTo } from "../exact.ts";
import { VectorTable } from "../vector_table.ts";

/** The tracks that a way between two of them may lead through. */
export interface Corridor {
  /** All of them have a vector; the whole table where it is small enough and nothing is left out. */
  readonly table: VectorTable;
  /** The rows of the ends in it. */
  readonly from: number;
  readonly to: number;
}

/**
 * The two ends and the rows that are least out of the way between them: those whose angles to both ends
 * add up to least.
 *
 * @param most Rows at most, the ends among them.
 * @param mask Rows that may be found, 1 each, shape `(n,)`; the ends always may.
 */
export function corridorBetween(
  table: VectorTable,
  { from, to, most, mask }: {
    readonly from: number;
    readonly to: number;
    readonly most: number;
    readonly mask?: Uint8Array | undefined;
  },
): Corridor {
  if (mask === undefined && table.count === table.length && table.length <= most) {
    return { table, from, to };
  }
  const [fromCosines, toCosines] = [from, to].map((row) => cosinesTo(table, table.unit(row)));
  const detour = new Float64Array(table.length).fill(Infinity);
  const others: number[] = [];
  for (let row = 0; row < table.length; row++) {
    if (table.present[row] !== 1 || mask?.[row] === 0 || row === from || row === to) continue;
    detour[row] = angle(fromCosines![row]!) + angle(toCosines![row]!);
    others.push(row);
  }
  if (others.length > most - 2) others.sort((a, b) => detour[a]! - detour[b]! || a - b);
  const rows = [from, to, ...others.slice(0, most - 2)];
  const near = new VectorTable(table.dimensions, { capacity: rows.length });
  for (const row of rows) near.add(table.ids[row]!, table.unit(row));
  return { table: near, from: 0, to: 1 };
}

function angle(cosine: number): number {
  return Math.acos(Math.max(-1, Math.min(1, cosine)));
}
