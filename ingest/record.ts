import type { Analysis } from "../analysis/mod.ts";
import type { Along, Instant, Track } from "../domain/mod.ts";
import type { AlongRecord, Store } from "../store/mod.ts";
import { mergeAlong, mergeAnalysis, type Subject } from "./merge.ts";

/**
 * Stores what an analysis found of a file, over what its track had, in one commit. Throws a StoreError
 * where the store cannot be written.
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
  await store.putTrack(mergeAnalysis(subject, analysis, now), {
    vectors,
    ...(along && { along: await alongOver(store, { before: subject.before, now: along }) }),
  });
}

async function alongOver(
  store: Store,
  { before, now }: { readonly before: Track | undefined; readonly now: Along },
): Promise<AlongRecord> {
  const older = before && await store.along(before.id) as Along | undefined;
  return { ...mergeAlong(older, now) };
}
