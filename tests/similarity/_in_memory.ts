import { Reduction } from "../../similarity/reduced/reduction.ts";
import { VectorTable } from "../../similarity/mod.ts";
import { type WholeVectors } from "../../similarity/reduced/whole_vectors.ts";

/** A table of reduced vectors, and the whole ones as a store would give them. */
export function reducedTable(
  full: VectorTable,
  { kept }: { readonly kept: number },
): { readonly table: VectorTable; readonly whole: WholeVectors; readonly reads: () => number } {
  const reduction = Reduction.fit(full, { kept });
  const vectors = full.ids.map((_, row) =>
    full.present[row] === 1 ? full.unit(row).map((x) => x * full.norms[row]!) : undefined
  );
  const reduced = reduction.reduceAll(
    vectors.map((vector) => vector ?? [NaN]).map((vector) =>
      vector.length === full.dimensions ? vector : new Float32Array(full.dimensions)
    ),
  );
  let reads = 0;
  const whole: WholeVectors = {
    reduction,
    sample: full,
    read(ids) {
      reads += ids.length;
      return Promise.resolve(ids.map((id) => vectors[full.rowOf(id)!]));
    },
    async *all() {
      for (const [row, id] of full.ids.entries()) {
        await Promise.resolve();
        if (vectors[row]) yield { id, vector: vectors[row] };
      }
    },
  };
  return { table: VectorTable.of(full.ids, reduced), whole, reads: () => reads };
}
