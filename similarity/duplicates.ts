import { rowsWithVector } from "./_rows.ts";
import { cosineOf } from "./exact.ts";
import type { VectorTable } from "./vector_table.ts";

/** Two rows that sound the same. `a < b`. */
export interface DuplicatePair {
  readonly a: number;
  readonly b: number;
  readonly cosine: number;
}

/**
 * Cosine above which two tracks are taken for the same recording. On 2,100 tracks of MusAV, 7 pairs of
 * each of two spaces lie above it, and 8 above 0.99.
 */
export const DUPLICATE_COSINE = 0.999;

const BLOCK = 64;
const ROUNDING = 2e-5;

/**
 * Pairs of rows with a cosine above `threshold`, most alike first.
 *
 * @param rows Compared with all rows after them and before; default: every row with a vector. A sample
 * makes the n² comparisons of a large collection bearable.
 */
export function nearDuplicates(
  table: VectorTable,
  { threshold = DUPLICATE_COSINE, rows = rowsWithVector(table), limit = Infinity }: {
    readonly threshold?: number;
    readonly rows?: Uint32Array;
    readonly limit?: number;
  } = {},
): DuplicatePair[] {
  const pairs = new Map<string, DuplicatePair>();
  for (let start = 0; start < rows.length; start += BLOCK) {
    const block = rows.subarray(start, start + BLOCK);
    table.rows.dots(Array.from(block, (row) => table.unit(row)), {
      to: table.length,
      each(query, from, products) {
        for (let i = 0; i < products.length; i++) {
          if (products[i]! + ROUNDING <= threshold || from + i === block[query]) continue;
          const [a, b] = [Math.min(block[query]!, from + i), Math.max(block[query]!, from + i)];
          const cosine = cosineOf(table.unit(a), table.unit(b));
          if (cosine > threshold) pairs.set(`${a} ${b}`, { a, b, cosine });
        }
      },
    });
  }
  return [...pairs.values()]
    .sort((x, y) => y.cosine - x.cosine || x.a - y.a || x.b - y.b)
    .slice(0, limit);
}
