import { findDescriptor, type Finding, type TrackId } from "../domain/mod.ts";
import type { TrackFacts } from "../similar/mod.ts";
import { askJson } from "./_ask.ts";

/** What is told of one track, its descriptors as the catalogue has them. */
export type LookedAt = Omit<TrackFacts, "findings"> & { readonly findings: readonly Finding[] };

/** What is known of a track. */
export async function lookAt(track: TrackId, signal: AbortSignal): Promise<LookedAt> {
  const address = `/api/tracks/${encodeURIComponent(track)}/facts`;
  const facts = await askJson<TrackFacts>(address, { to: "look at this track", signal });
  const findings = facts.findings.flatMap(({ id, ...known }): Finding[] => {
    const descriptor = findDescriptor(id);
    return descriptor ? [{ descriptor, ...known }] : [];
  });
  return { ...facts, findings };
}
