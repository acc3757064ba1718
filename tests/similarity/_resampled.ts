import { normal, seeded, VectorTable } from "../../similarity/mod.ts";

const NOISE = 1 << 16;

/**
 * A large collection that is shaped like a small one: each vector is a mixture of two of its tracks
 * with jitter, drawn with a seed.
 *
 * @param jitter Deviation of what is added to each number of a unit vector.
 */
export function resampled(
  source: VectorTable,
  { count, seed = 7, jitter = 0.008 }: {
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
    const [a, b] = [draw(), draw()];
    const share = 0.3 * random();
    const offset = Math.floor(random() * (NOISE - dimensions));
    table.add(
      `t${i}`,
      a.map((x, j) => x + share * (b[j]! - x) + jitter * noise[offset + j]!),
    );
  }
  return table;
}
