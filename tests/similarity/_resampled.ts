import { VectorTable } from "../../similarity/mod.ts";
import { normal, seeded } from "../../domain/mod.ts";

const NOISE = 1 << 16;
const MIXED = 3;

/** How vectors are mixed. */
export interface Mixing {
  readonly count: number;
  readonly seed?: number;
  /** Deviation of what is added to each number of a unit vector. */
  readonly jitter?: number;
}

/**
 * Vectors that are distributed like those of a small collection: each is a mixture of three of its
 * tracks with random shares and jitter, drawn with a seed. No track has near copies, which would be too
 * easily found.
 */
export function* mixtures(
  source: VectorTable,
  { count, seed = 7, jitter = 0.004 }: Mixing,
): Generator<Float32Array> {
  const random = seeded(seed);
  const { dimensions, length } = source;
  const noise = Float32Array.from({ length: NOISE }, normal(random));
  const draw = () => source.unit(Math.floor(random() * length));
  for (let i = 0; i < count; i++) {
    const offset = Math.floor(random() * (NOISE - dimensions));
    const vector = noise.subarray(offset, offset + dimensions).map((x) => jitter * x);
    for (let part = 0; part < MIXED; part++) {
      const track = draw();
      const share = -Math.log(1 - random());
      for (let j = 0; j < dimensions; j++) vector[j]! += share * track[j]!;
    }
    yield vector;
  }
}

/** A table of {@linkcode mixtures}. */
export function resampled(source: VectorTable, mixing: Mixing): VectorTable {
  const table = new VectorTable(source.dimensions, { capacity: mixing.count });
  let i = 0;
  for (const vector of mixtures(source, mixing)) table.add(`t${i++}`, vector);
  return table;
}
