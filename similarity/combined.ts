import type { VectorSource } from "./space/source.ts";
import type { WholeVector } from "./reduced/whole_vectors.ts";
import { normOf } from "./vector_table.ts";

/** A space as a part of a combination. */
export interface CombinedPart {
  /** Only the ratios of the weights of all parts matter. */
  readonly weight: number;
  /** Standard deviation of the distances in the space. */
  readonly deviation: number;
}

/** A {@linkcode CombinedPart} with its vectors. */
export interface CombinedSource extends CombinedPart {
  /** Vectors of the space itself, of whatever length. */
  readonly source: Pick<VectorSource, "all" | "read">;
}

/** What a cosine of a part is multiplied by, so that those of all parts sum to one of the combination. */
export function shareOfPart(part: CombinedPart, parts: readonly CombinedPart[]): number {
  const of = ({ weight, deviation }: CombinedPart) => weight / deviation;
  return of(part) / parts.reduce((sum, one) => sum + of(one), 0);
}

/**
 * The vector of a combination: the unit vectors of its parts one behind the other, each times the root
 * of its weight by its deviation. Distances of such vectors are the weighted mean of the distances of
 * the parts, each by its deviation: z-scores, but for a constant that changes no order. Undefined where
 * the track lacks one of them.
 *
 * @param vectors One a part, of the part's space.
 */
export function combinedVector(
  vectors: readonly (Float32Array | undefined)[],
  parts: readonly CombinedPart[],
): Float32Array | undefined {
  const norms = vectors.map((vector) => vector === undefined ? 0 : normOf(vector));
  if (!norms.every((norm) => norm > 0 && Number.isFinite(norm))) return undefined;
  const combined = new Float32Array(vectors.reduce((sum, vector) => sum + vector!.length, 0));
  let at = 0;
  for (const [i, vector] of vectors.entries()) {
    const scale = Math.sqrt(shareOfPart(parts[i]!, parts)) / norms[i]!;
    for (let j = 0; j < vector!.length; j++) combined[at++] = scale * vector![j]!;
  }
  return combined;
}

/** The vectors of a combination as they follow from those of its parts. */
export function combinedSource(
  parts: readonly CombinedSource[],
  { count, ids }: Pick<VectorSource, "count" | "ids">,
): VectorSource {
  return {
    count,
    ids,
    async *all() {
      for await (const { id, vectors } of together(parts.map(({ source }) => source.all()))) {
        const vector = combinedVector(vectors, parts);
        if (vector) yield { id, vector };
      }
    },
    async read(asked) {
      const read = await Promise.all(parts.map(({ source }) => source.read(asked)));
      return asked.map((_, i) => combinedVector(read.map((vectors) => vectors[i]), parts));
    },
  };
}

/** What streams have in common; what one is ahead of the others by is held meanwhile. */
async function* together(
  streams: readonly AsyncIterable<WholeVector>[],
): AsyncGenerator<{ readonly id: string; readonly vectors: readonly Float32Array[] }> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const running = new Set(iterators.keys());
  const held = new Map<string, (Float32Array | undefined)[]>();
  try {
    while (running.size > 0) {
      for (const i of running) {
        const { done, value } = await iterators[i]!.next();
        if (done) {
          running.delete(i);
          for (const [id, vectors] of held) if (!vectors[i]) held.delete(id);
          continue;
        }
        const { id, vector } = value;
        const vectors = held.get(id);
        if (!vectors && running.size < iterators.length) continue;
        const all = vectors ?? iterators.map(() => undefined);
        all[i] = vector;
        if (isWhole(all)) {
          held.delete(id);
          yield { id, vectors: all };
        } else if (!vectors) held.set(id, all);
      }
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.();
  }
}

function isWhole(
  vectors: readonly (Float32Array | undefined)[],
): vectors is readonly Float32Array[] {
  return vectors.every((vector) => vector !== undefined);
}
