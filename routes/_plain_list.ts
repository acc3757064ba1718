import { type Library, listTracks } from "../library/mod.ts";
import { wholeIn } from "../query/mod.ts";

/** Tracks on a page that is read without script. */
export const PLAIN_LIMIT = 50;

/** The tracks that the address of a page asks for, from its `offset=` on. */
export function plainList(library: Library, params: URLSearchParams) {
  const { tracks } = library.collection.snapshot.facts;
  const offset = wholeIn(params, { name: "offset", usual: 0, range: [0, tracks] });
  return listTracks(library, { params, offset, limit: PLAIN_LIMIT });
}
