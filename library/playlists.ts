import { PLAYLIST_DOCUMENTS, type SavedPlaylist } from "../playlist/mod.ts";
import type { Library } from "./library.ts";

/** The saved playlists of a library. */
export function savedPlaylists({ store }: Pick<Library, "store">) {
  return store.documents<SavedPlaylist>(PLAYLIST_DOCUMENTS);
}
