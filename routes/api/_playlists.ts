import { type Library, savedPlaylists } from "../../library/mod.ts";
import { type PlaylistFields, readPlaylistFields, type SavedPlaylist } from "../../playlist/mod.ts";
import { HttpError, jsonIn, shortened } from "../../web/mod.ts";

/** The saved playlist of that id. Throws an HttpError 404 where there is none. */
export async function playlistOf(library: Library, id: string): Promise<SavedPlaylist> {
  return await savedPlaylists(library).get(id) ?? noPlaylist(id);
}

/** Answers for a playlist that is not there. */
export function noPlaylist(id: string): never {
  throw new HttpError(404, `There is no playlist ${shortened(id)}`);
}

/** The fields of a playlist in a request's body. Throws an HttpError 400 where it is no such thing. */
export async function fieldsIn(req: Request): Promise<PlaylistFields> {
  const fields = readPlaylistFields(await jsonIn(req));
  if ("problem" in fields) throw new HttpError(400, `Cannot read playlist: ${fields.problem}`);
  return fields;
}
