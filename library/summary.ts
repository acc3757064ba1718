import { basename } from "node:path";
import type { Collection, Snapshot } from "../collection/mod.ts";
import config from "../deno.json" with { type: "json" };
import {
  type Absence,
  ABSENCES,
  ACTIVATION_SETS,
  type ActivationSet,
  MISSING_CODE,
  type StageId,
  STYLES,
} from "../domain/mod.ts";
import {
  type FullActivations,
  type StageUse,
  summarise,
  type Summary,
  type SummaryExtras,
} from "../report/mod.ts";
import type { Run, Store } from "../store/mod.ts";

/** What only a walk over all stored tracks tells. */
export type StoreDetails = Required<Pick<SummaryExtras, "damaged" | "stages">> & {
  readonly analysed?: { readonly from: number; readonly to: number };
};

/** Walks over all tracks: which files are damaged, what computed the results, and when. */
export async function describeStore(store: Store): Promise<StoreDetails> {
  const damaged: { path: string; damage: string }[] = [];
  const uses = new Map<string, StageUse>();
  let from = Infinity;
  let to = -Infinity;
  for await (const { path, file, stages, analysed } of store.tracks()) {
    if (file.damage !== undefined) damaged.push({ path, damage: file.damage });
    from = Math.min(from, analysed);
    to = Math.max(to, analysed);
    for (const [stage, { version, by }] of Object.entries(stages)) {
      const name = `${stage}\n${version}\n${by ?? ""}`;
      const tracks = (uses.get(name)?.tracks ?? 0) + 1;
      uses.set(name, { stage: stage as StageId, version, ...(by ? { by } : {}), tracks });
    }
  }
  return {
    damaged: damaged.sort((a, b) => a.path < b.path ? -1 : 1),
    stages: [...uses].sort(([a], [b]) => a < b ? -1 : 1).map(([, use]) => use),
    ...(to >= from ? { analysed: { from, to } } : {}),
  };
}

/** Means and top classes over the whole activation vectors of a store. */
export async function fullActivations(
  store: Store,
): Promise<Partial<Record<ActivationSet, FullActivations>>> {
  const found: Partial<Record<ActivationSet, FullActivations>> = {};
  for (const set of ACTIVATION_SETS) {
    let n = 0;
    let sums = new Float64Array();
    let top = new Uint32Array();
    for await (const { vector } of store.vectors(set)) {
      if (n === 0) {
        sums = new Float64Array(vector.length);
        top = new Uint32Array(vector.length);
      }
      n++;
      let best = 0;
      for (let i = 0; i < vector.length; i++) {
        sums[i]! += vector[i]!;
        if (vector[i]! > vector[best]!) best = i;
      }
      top[best]!++;
    }
    if (n > 0) found[set] = { mean: sums.map((sum) => sum / n), top };
  }
  return found;
}

/** The summary of a collection as it is in memory, with what is known beyond that. */
export function summaryOf(
  snapshot: Snapshot,
  options: {
    /** Where the store is; names the collection where no run says what was analysed. */
    readonly location: string;
    readonly details?: StoreDetails | undefined;
    readonly activations?: SummaryExtras["activations"];
  },
): Summary {
  const { columns, absences, errors, runs } = snapshot;
  return summarise(columns, {
    ...options.details,
    name: collectionName(runs, options.location),
    program: config.version,
    errors,
    absences: countAbsences(absences),
    activations: options.activations ?? { styles: { top: topStyles(columns.topStyle) } },
  });
}

/** The last folder of what was analysed or imported, else the store's own name. */
export function collectionName(runs: readonly Run[], location: string): string {
  const roots = [...new Set(runs.flatMap(({ roots }) => roots))];
  const named = roots.map((root) => basename(root)).filter((name) => name !== "");
  if (named.length === 0) return basename(location).replace(/\.(kv|db|sqlite)$/, "") || location;
  return named.length <= 2
    ? named.sort().join(" and ")
    : `${named.sort()[0]} and ${named.length - 1} more folders`;
}

function topStyles(topStyle: Int16Array): Uint32Array {
  const top = new Uint32Array(STYLES.length);
  for (const style of topStyle) if (style >= 0) top[style]!++;
  return top;
}

function countAbsences(
  absences: Snapshot["absences"],
): Record<string, Partial<Record<Absence, number>>> {
  const counts: Record<string, Partial<Record<Absence, number>>> = {};
  for (const [id, codes] of Object.entries(absences)) {
    const byReason: Partial<Record<Absence, number>> = {};
    for (const code of codes) {
      const reason = code === MISSING_CODE ? undefined : ABSENCES[code];
      if (reason) byReason[reason] = (byReason[reason] ?? 0) + 1;
    }
    counts[id] = byReason;
  }
  return counts;
}

/**
 * The summary of a collection that changes, computed once for each version of it. What takes a walk
 * over the store follows later: a summary says what it knows.
 */
export class LiveSummary {
  readonly #store: Store;
  readonly #collection: Collection;
  #summary:
    | { readonly of: Snapshot; readonly details: StoreDetails | undefined; readonly value: Summary }
    | undefined;
  #details: { readonly version: number; readonly value: StoreDetails } | undefined;
  #walking: Promise<void> | undefined;

  constructor(store: Store, collection: Collection) {
    this.#store = store;
    this.#collection = collection;
  }

  /** The summary as of now. */
  get value(): Summary {
    const { snapshot } = this.#collection;
    this.#walk(snapshot);
    const details = this.#details?.value;
    if (this.#summary?.of !== snapshot || this.#summary.details !== details) {
      const value = summaryOf(snapshot, { location: this.#store.location, details });
      this.#summary = { of: snapshot, details, value };
    }
    return this.#summary.value;
  }

  /**
   * The summary as of now, for collections small enough once the walk over the store has ended; large
   * ones are told without it until it has.
   */
  async settled(): Promise<Summary> {
    void this.value;
    if (this.#collection.columns.length <= PROMPT) await this.#walking;
    return this.value;
  }

  /** Walks over the store, but not again and again while a run adds to it. */
  #walk({ version, runs }: Snapshot): void {
    const running = runs[0] !== undefined && runs[0].finished === undefined;
    if (this.#walking || this.#details?.version === version || (running && this.#details)) return;
    this.#walking = describeStore(this.#store)
      .then((value) => void (this.#details = { version, value }))
      .catch((error) => console.error("Cannot walk over the store:", error))
      .finally(() => this.#walking = undefined);
  }
}

/** Tracks up to which a page waits for the walk over the store. */
const PROMPT = 5_000;
