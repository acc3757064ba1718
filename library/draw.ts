import { holds } from "../collection/mod.ts";
import type { SimilarRequest } from "../similar/mod.ts";
import { partsOf, type TrackId } from "../domain/mod.ts";
import { rowsWithin } from "./neighbours/_masks.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";
import type { FoundTracks } from "./search.ts";

/** A track drawn among those that match a request and have a vector in one of its spaces. */
export async function randomTrack(
  library: Library,
  { request, random }: { readonly request: SimilarRequest; readonly random: () => number },
): Promise<TrackId | undefined> {
  const { snapshot } = library.collection;
  const spaces = request.spaces.length > 0 ? request.spaces : library.spaces.present;
  const rows = (await rowsWithin(library, request.within)).filter((row) =>
    snapshot.columns.ids[row] !== request.track &&
    spaces.some((space) =>
      partsOf(space).every((part) => holds(snapshot, { kind: part.space, row }))
    )
  );
  const row = rows[Math.floor(random() * rows.length)];
  return row === undefined ? undefined : snapshot.columns.ids[row];
}

/** The tracks that were added last. */
export function latestTracks(library: Library, limit: number): FoundTracks {
  const { columns } = library.collection;
  const rows = Array.from({ length: columns.length }, (_, row) => row)
    .sort((a, b) => columns.added[b]! - columns.added[a]! || a - b)
    .slice(0, limit);
  return {
    matching: columns.length,
    tracks: rows.map((row) => cardOf(library, row)),
  };
}
