import { VectorTable } from "../vector_table.ts";
import { Reduction } from "./reduction.ts";

/** Numbers of a coarse vector: on MusAV's EffNet, a map of neighbours by 64 is as good as by 1,280. */
const COARSE = 64;
/** Rows that the directions are fitted to. */
const FITTED_TO = 8192;
const BLOCK = 256;

/**
 * The vectors of a table as so few numbers that all can be compared with all, for neighbours that need
 * not be exact; the table itself where it has no more. Rows stay what they are.
 */
export function coarseTable(table: VectorTable, { seed = 1 } = {}): VectorTable {
  if (table.dimensions <= COARSE || table.count <= COARSE) return table;
  const reduction = Reduction.fit(table, { kept: COARSE, sample: FITTED_TO, seed });
  const coarse = new VectorTable(COARSE, { capacity: table.length });
  for (let from = 0; from < table.length; from += BLOCK) {
    const ids = table.ids.slice(from, from + BLOCK);
    const reduced = reduction.reduceAll(ids.map((_, i) => table.unit(from + i)));
    for (const [i, id] of ids.entries()) coarse.add(id, reduced[i]);
  }
  return coarse;
}
