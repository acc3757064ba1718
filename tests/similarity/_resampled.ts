import { normal, seeded, VectorTable } from "../../similarity/mod.ts";

const NOISE = 1 << 16;
const MIXED = 3;

/**
 * A large collection that is shaped like a small one: each vector is a mixture of three of its tracks
 * with random shares and jitter, drawn with a seed. No track has near copies, which would be too easily
 * found.
 *
 * @param jitter Deviation of what is added to each number of a unit vector.
 */
export function resampled(
  source: VectorTable,
  { count, seed = 7, jitter = 0.004 }: {
    readonly count: number;
    readonly seed?: number;
    readonly jitter?: number;
  },
): VectorTable {
  const random = seeded(seed);
  const { dimensions, length } = source;
  const noise = Float32Array.from({ length: NOISE }, normal(random));
  const table = new VectorTable(dimensions, { capacity: count });
  const draw = () => source.unit(Math.floor(random() * length));
  for (let i = 0; i < count; i++) {
    const offset = Math.floor(random() * (NOISE - dimensions));
    const vector = noise.subarray(offset, offset + dimensions).map((x) => jitter * x);
    for (let part = 0; part < MIXED; part++) {
      const track = draw();
      const share = -Math.log(1 - random());
      for (let j = 0; j < dimensions; j++) vector[j]! += share * track[j]!;
    }
    table.add(`t${i}`, vector);
  }
  return table;
}
