import type { Analysis } from "../analysis/mod.ts";
import type { Along, Instant } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { ChangedMeanwhile } from "./_stamp.ts";
import { mergeAlong, mergeAnalysis, type Subject } from "./merge.ts";

/**
 * Stores what an analysis found of a file, over what the store has of its track at that moment, in one
 * commit: what another analysis stored meanwhile stays. Throws a ChangedMeanwhile where the track has
 * moved to another file since, a StoreError where the store cannot be written.
 */
export async function recordAnalysis(
  store: Store,
  { subject, analysis, now }: {
    readonly subject: Subject;
    readonly analysis: Analysis;
    readonly now: Instant;
  },
): Promise<void> {
  const { vectors, along } = analysis;
  await store.changeTrack(subject.id, ({ track: before, along: older }) => {
    if (before && before.path !== subject.path) throw new ChangedMeanwhile();
    return {
      track: mergeAnalysis({ ...subject, before }, analysis, now),
      vectors,
      ...(along && { along: { ...mergeAlong(older as Along | undefined, along) } }),
    };
  });
}
