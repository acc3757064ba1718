import { type Library, savedPlaylists } from "../../library/mod.ts";
import { type PlaylistFields, readPlaylistFields, type SavedPlaylist } from "../../playlist/mod.ts";
import { HttpError } from "../../web/mod.ts";

/** The saved playlist of that id. Throws an HttpError 404 where there is none. */
export async function playlistOf(library: Library, id: string): Promise<SavedPlaylist> {
  const playlist = await savedPlaylists(library).get(id);
  if (!playlist) throw new HttpError(404, `There is no playlist ${id}`);
  return playlist;
}

/** The fields of a playlist in a request's body. Throws an HttpError 400 where it is no such thing. */
export async function fieldsIn(req: Request): Promise<PlaylistFields> {
  const body: unknown = await req.json().catch(() => undefined);
  const fields = readPlaylistFields(body);
  if ("problem" in fields) throw new HttpError(400, `Cannot read playlist: ${fields.problem}`);
  return fields;
}
