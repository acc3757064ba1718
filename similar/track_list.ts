import { type Space, spaceNamed, type TrackId } from "../domain/mod.ts";
import { formatParameters, formatQuery, parseQuery, type Query } from "../query/mod.ts";
import { formatSimilar, parseSimilar, type SimilarRequest } from "./request.ts";

/** The list from which one comes to a track, and on in which one goes to the next. */
export type TrackList =
  | { readonly of: "query"; readonly query: Query }
  | { readonly of: "playlist"; readonly id: string }
  /** A track and its neighbours in one space. */
  | { readonly of: "similar"; readonly space: Space; readonly request: SimilarRequest };

/** Reads the list in the address of a track's page; what cannot be read is no restriction. */
export function parseTrackList(params: URLSearchParams): TrackList {
  const playlist = params.get("playlist")?.trim();
  if (playlist) return { of: "playlist", id: playlist };
  const space = spaceNamed(params.get("near"));
  const { request } = parseSimilar(new URLSearchParams(params.get("similar") ?? ""));
  if (space && (request.track ?? request.file) !== undefined) {
    return { of: "similar", space, request };
  }
  return { of: "query", query: parseQuery(params).query };
}

/** The list as it stands in the address of a track's page, without the question mark. */
export function formatTrackList(list: TrackList): string {
  if (list.of === "playlist") return formatParameters([["playlist", list.id]]);
  if (list.of === "query") return formatQuery(list.query);
  const { why: _, ...request } = list.request;
  return formatParameters([["near", list.space], ["similar", formatSimilar(request)]]);
}

/** Address of the page that shows a list. */
export function listHref(list: TrackList): string {
  if (list.of === "playlist") return `/playlists?${formatParameters([["id", list.id]])}`;
  return list.of === "query"
    ? `/explore?${formatQuery(list.query)}`
    : `/similar?${formatSimilar(list.request)}`;
}

/** The tracks before and after one in a list, round its ends; `null` where there is no other. */
export function besideIn(
  ids: readonly TrackId[],
  id: TrackId,
): { readonly previous: TrackId | null; readonly next: TrackId | null } {
  const at = ids.indexOf(id);
  const other = (place: number) => {
    const found = ids.at(place % ids.length);
    return found === undefined || found === id ? null : found;
  };
  if (ids.length === 0) return { previous: null, next: null };
  return { previous: other(at < 0 ? -1 : at - 1), next: other(at + 1) };
}
