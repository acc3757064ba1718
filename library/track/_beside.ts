import { besideIn, type TrackList } from "../../similar/mod.ts";
import type { TrackId } from "../../domain/mod.ts";
import type { Library } from "../library.ts";
import { rowsWithin } from "../neighbours/_masks.ts";
import { besides, compare } from "../neighbours/similar.ts";
import { type Subject, trackSubject } from "../neighbours/subject.ts";
import { savedPlaylists } from "../playlists.ts";

/** The tracks before and after one in the list from which one comes to it. */
export async function besideOf(
  library: Library,
  { subject, list }: {
    readonly subject: Subject & { readonly id: TrackId };
    readonly list: TrackList;
  },
) {
  if (list.of === "query") {
    return besides(library, { subject, rows: await rowsWithin(library, list.query) });
  }
  const ids = list.of === "playlist"
    ? (await savedPlaylists(library).get(list.id))?.tracks ?? []
    : await neighbourIds(library, list);
  const there = ids.filter((id) => library.collection.row(id) !== undefined);
  return besideIn(there, subject.id);
}

/** The query where it is a track, and after it its neighbours, nearest first. */
async function neighbourIds(
  library: Library,
  { space, request }: TrackList & { readonly of: "similar" },
): Promise<readonly TrackId[]> {
  const { track, file } = request;
  const query = track === undefined
    ? library.guests.subject(file ?? "")
    : trackSubject(library, track);
  if (!query) return [];
  const answer = await compare(library, {
    subject: query,
    request: { ...request, spaces: [space] },
  });
  const found = answer.lists[0]?.neighbours.map(({ track: { id } }) => id) ?? [];
  return track === undefined ? found : [track, ...found];
}
