import { define } from "../../../../define.ts";
import { entryOf, PLAYLIST_FORMATS } from "../../../../playlist/mod.ts";
import { HttpError } from "../../../../web/mod.ts";
import { pathsIn, playlistResponse } from "../../_playlist_file.ts";
import { playlistOf } from "../../_playlists.ts";

/** A saved playlist as a file; tracks that are no longer in the collection are left out. */
export const handler = define.handlers({
  async GET({ params, state, url }) {
    const { name, query, tracks } = await playlistOf(state.library, params.id!);
    const wanted = url.searchParams.get("format") ?? "m3u8";
    const format = PLAYLIST_FORMATS.find((format) => format === wanted);
    if (!format) {
      throw new HttpError(400, `Cannot write ${wanted}: expected ${PLAYLIST_FORMATS.join(", ")}`);
    }
    const { collection } = state.library;
    const rows = tracks.map((id) => collection.row(id)).filter((row) => row !== undefined);
    const entries = rows.map((row) => entryOf(collection.columns, row));
    return playlistResponse({ name, query, entries }, { format, paths: pathsIn(url.searchParams) });
  },
});
