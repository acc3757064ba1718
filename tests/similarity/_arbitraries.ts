import fc from "fast-check";
import { VectorTable } from "../../similarity/mod.ts";

/** A vector, sometimes of zeros or of NaN; undefined for none. */
export function anyVector(dimensions: number): fc.Arbitrary<number[] | undefined> {
  const number = fc.integer({ min: -100, max: 100 }).map((x) => x / 7);
  const array = { minLength: dimensions, maxLength: dimensions };
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(number, array) },
    { weight: 1, arbitrary: fc.constant(new Array<number>(dimensions).fill(0)) },
    { weight: 1, arbitrary: fc.constant(new Array<number>(dimensions).fill(NaN)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** A table of up to 30 tracks, and the vectors it was made of. */
export const anyTable = fc.integer({ min: 1, max: 40 }).chain((dimensions) =>
  fc.array(anyVector(dimensions), { maxLength: 30 }).map((vectors) => {
    const table = new VectorTable(dimensions);
    for (const [row, vector] of vectors.entries()) table.add(`t${row}`, vector);
    return { table, vectors };
  })
);

/** A table of `n` seeded vectors in the given number of clusters. */
export function clustered(
  n: number,
  { dimensions, clusters, random }: {
    readonly dimensions: number;
    readonly clusters: number;
    readonly random: () => number;
  },
): VectorTable {
  const draw = () => Float64Array.from({ length: dimensions }, () => random() - 0.5);
  const centres = Array.from({ length: clusters }, draw);
  const ids = Array.from({ length: n }, (_, i) => `t${i}`);
  return VectorTable.of(
    ids,
    ids.map((_, i) => draw().map((x, j) => 0.6 * x + centres[i % clusters]![j]!)),
  );
}
