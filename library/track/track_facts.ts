import type { TrackFacts } from "../../similar/mod.ts";
import type { TrackPage } from "./track_page.ts";

/** What of a track's page is told where the track is looked at beside others. */
export function trackFacts(
  { card, findings, classes, way, neighbours, playlists, labels }: TrackPage,
): TrackFacts {
  return {
    card,
    findings: findings.map(({ descriptor: { id }, ...known }) => ({ id, ...known })),
    classes,
    ...(way && { way }),
    ...(neighbours && { neighbours }),
    playlists,
    labels,
  };
}
