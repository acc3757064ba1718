import { formatSimilar, PLAIN_REQUEST } from "../../similar/mod.ts";
import type { TrackId } from "../../domain/mod.ts";
import { EMPTY_QUERY } from "../../query/mod.ts";
import { query } from "../../linked/mod.ts";

/** The page of tracks similar to one, among those that match the present query. */
export function similarHref(track: TrackId): string {
  const within = { ...EMPTY_QUERY, clauses: query.value.clauses };
  return `/similar?${formatSimilar({ ...PLAIN_REQUEST, track, within })}`;
}
