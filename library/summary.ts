import { basename } from "node:path";
import type { Collection, Snapshot } from "../collection/mod.ts";
import config from "../deno.json" with { type: "json" };
import {
  type Absence,
  ABSENCES,
  ACTIVATION_SETS,
  type ActivationSet,
  type KeyProfile,
  MISSING_CODE,
  type StageId,
  STYLES,
} from "../domain/mod.ts";
import {
  type FullActivations,
  recommendedProfile,
  type StageUse,
  summarise,
  type Summary,
  type SummaryExtras,
} from "../report/mod.ts";
import type { Run, Store } from "../store/mod.ts";

/** Which files are damaged, what computed the results, and when. */
function originOf(
  { columns, analysed, stages, damages }: Snapshot,
): Pick<SummaryExtras, "analysed" | "damaged" | "stages"> {
  const damaged = damages.flatMap((damage, row) =>
    damage === "" ? [] : [{ path: columns.texts.path[row]!, damage }]
  );
  return {
    damaged: damaged.sort((a, b) => a.path < b.path ? -1 : 1),
    stages: usesOf(stages),
    ...(analysed.length > 0
      ? {
        analysed: {
          from: analysed.reduce((a, b) => Math.min(a, b)),
          to: analysed.reduce((a, b) => Math.max(a, b)),
        },
      }
      : {}),
  };
}

function usesOf(stages: Snapshot["stages"]): StageUse[] {
  const tracksOf = new Map<Snapshot["stages"][number], number>();
  for (const set of stages) tracksOf.set(set, (tracksOf.get(set) ?? 0) + 1);
  const uses = new Map<string, StageUse>();
  for (const [set, count] of tracksOf) {
    for (const [stage, { version, by }] of Object.entries(set)) {
      const name = `${stage}\n${version}\n${by ?? ""}`;
      const tracks = (uses.get(name)?.tracks ?? 0) + count;
      uses.set(name, { stage: stage as StageId, version, ...(by ? { by } : {}), tracks });
    }
  }
  return [...uses].sort(([a], [b]) => a < b ? -1 : 1).map(([, use]) => use);
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
    readonly activations?: SummaryExtras["activations"];
  },
): Summary {
  const { columns, absences, errors, runs } = snapshot;
  return summarise(columns, {
    ...originOf(snapshot),
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

/** The summary of a collection that changes, computed once for each snapshot of it. */
export class LiveSummary {
  readonly #location: string;
  readonly #collection: Collection;
  #summary: { readonly of: Snapshot; readonly value: Summary } | undefined;
  #profile: { readonly of: Snapshot; readonly value: KeyProfile } | undefined;

  /** @param location See {@linkcode summaryOf}. */
  constructor(collection: Collection, location: string) {
    this.#location = location;
    this.#collection = collection;
  }

  /** The key profile that is recommended for the collection, in which lists name keys. */
  get profile(): KeyProfile {
    const { snapshot } = this.#collection;
    if (this.#profile?.of !== snapshot) {
      this.#profile = { of: snapshot, value: recommendedProfile(snapshot.columns) };
    }
    return this.#profile.value;
  }

  /** The summary as of now. */
  get value(): Summary {
    const { snapshot } = this.#collection;
    if (this.#summary?.of !== snapshot) {
      const value = summaryOf(snapshot, { location: this.#location });
      this.#summary = { of: snapshot, value };
    }
    return this.#summary.value;
  }
}
