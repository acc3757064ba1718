import type { Collection } from "../collection/mod.ts";
import { PairDistances, type VectorTable } from "../similarity/mod.ts";
import type { OpenSpace } from "./spaces.ts";
import { sampled, seeded } from "../domain/mod.ts";

/** Pairs that the shares of a space are read from: 0.01 % is the smallest. */
const PAIRS = 10_000;

/** Tracks that a correlation is worked out from at most: its error is below 0.02. */
const SAMPLE = 4096;

/** What is worked out once for a space and kept while the collection stays the same. */
export interface Lookup {
  /** Row of the columns that each row of the table is; -1 for one that has left. */
  readonly columnRow: Int32Array;
  readonly pairs: PairDistances;
  /** Rows of the table drawn with a seed; all of a small one. */
  readonly sample: Uint32Array;
}

interface Kept extends Lookup {
  readonly version: number;
  readonly length: number;
}

const KEPT = new WeakMap<VectorTable, Kept>();

/** The {@linkcode Lookup} of a space; its costly parts are made when first asked for. */
export function lookupOf(open: OpenSpace, collection: Collection): Lookup {
  const { table } = open;
  const { version } = collection;
  const kept = KEPT.get(table);
  if (kept?.version === version && kept.length === table.length) return kept;
  const lookup = new LazyLookup(open, collection);
  KEPT.set(table, lookup);
  return lookup;
}

class LazyLookup implements Kept {
  readonly version: number;
  readonly length: number;
  readonly columnRow: Int32Array;
  readonly #table: VectorTable;
  /** Whole vectors that pairs are drawn from. */
  readonly #drawn: VectorTable;
  #pairs: PairDistances | undefined;
  #sample: Uint32Array | undefined;

  constructor({ table, whole }: OpenSpace, collection: Collection) {
    this.version = collection.version;
    this.length = table.length;
    this.#table = table;
    this.#drawn = whole?.sample ?? table;
    this.columnRow = Int32Array.from(table.ids, (id) => collection.row(id) ?? -1);
  }

  get pairs(): PairDistances {
    return this.#pairs ??= new PairDistances(this.#drawn, { pairs: PAIRS });
  }

  get sample(): Uint32Array {
    const { length } = this.#table;
    return this.#sample ??= sampled(Uint32Array.from({ length }, (_, row) => row), {
      count: SAMPLE,
      random: seeded(1),
    });
  }
}
