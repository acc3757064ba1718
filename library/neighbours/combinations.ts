import {
  type AnalysedSpace,
  type CombinedSpace,
  ExpectedError,
  type Instant,
  partsOf,
  type Space,
  spaceInfo,
  spaceNamed,
} from "../../domain/mod.ts";
import type { CombinedPart } from "../../similarity/mod.ts";
import { COMBINATIONS, type Documents, type Store } from "../../store/mod.ts";

/** A combination of spaces as it is kept. */
export interface Combination {
  /**
   * Standard deviation of the distances in each part as they were when it was made, so that its
   * distances do not change as the collection grows.
   */
  readonly deviations: Readonly<Partial<Record<AnalysedSpace, number>>>;
  readonly made: Instant;
}

/** Combinations that a collection keeps at most: each takes as much memory as its parts. */
export const MOST_COMBINATIONS = 12;

/** The combinations of a collection, in its store. */
export class Combinations {
  readonly #documents: Documents<Combination>;
  #kept: ReadonlyMap<CombinedSpace, Combination> = new Map();

  constructor(store: Store) {
    this.#documents = store.documents(COMBINATIONS);
  }

  /** Those that are kept, as they were last read. */
  get kept(): ReadonlyMap<CombinedSpace, Combination> {
    return this.#kept;
  }

  /** Reads them again; gives those that are gone or were made anew. */
  async read(): Promise<readonly CombinedSpace[]> {
    const before = this.#kept;
    const read = new Map<CombinedSpace, Combination>();
    for (const { id, value } of await this.#documents.list()) {
      const space = spaceNamed(id);
      if (space) read.set(space as CombinedSpace, value);
    }
    this.#kept = read;
    return [...before].flatMap(([space, { made }]) =>
      read.get(space)?.made === made ? [] : [space]
    );
  }

  /** Keeps a combination. Throws an ExpectedError where there are too many. */
  async keep(space: CombinedSpace, combination: Combination): Promise<void> {
    await this.read();
    if (this.#kept.size >= MOST_COMBINATIONS) {
      throw new ExpectedError(
        `Cannot keep ${
          spaceInfo(space).label
        }: ${MOST_COMBINATIONS} combinations are the most; remove one first`,
      );
    }
    await this.#documents.put(space, combination);
    await this.read();
  }

  /** Removes a combination; whether there was one. */
  async remove(space: CombinedSpace): Promise<boolean> {
    const removed = await this.#documents.delete(space);
    await this.read();
    return removed !== undefined;
  }
}

/** The parts of a space, each with the deviation of its distances. */
export function weightedParts(
  space: Space,
  { deviations }: Pick<Combination, "deviations">,
): readonly (CombinedPart & { readonly space: AnalysedSpace })[] {
  return partsOf(space).map((part) => ({ ...part, deviation: deviations[part.space]! }));
}
