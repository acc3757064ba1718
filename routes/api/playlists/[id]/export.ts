import { define } from "../../../../define.ts";
import { DJ_FORMATS, type DjFormat } from "../../../../exchange/mod.ts";
import { entryOf, PLAYLIST_FORMATS } from "../../../../playlist/mod.ts";
import { HttpError } from "../../../../web/mod.ts";
import { djResponse } from "../../_dj_file.ts";
import { pathsIn, playlistResponse } from "../../_playlist_file.ts";
import { playlistOf } from "../../_playlists.ts";

/** A saved playlist as a file; tracks that are no longer in the collection are left out. */
export const handler = define.handlers({
  async GET({ params, req, state, url }) {
    const playlist = await playlistOf(state.library, params.id!);
    const { name, query, tracks } = playlist;
    const wanted = url.searchParams.get("format") ?? "m3u8";
    const { collection } = state.library;
    const ids = tracks.filter((id) => collection.row(id) !== undefined);
    if (Object.hasOwn(DJ_FORMATS, wanted)) {
      return djResponse(state.library, { name, ids }, {
        format: wanted as DjFormat,
        params: url.searchParams,
        signal: req.signal,
      });
    }
    const format = PLAYLIST_FORMATS.find((format) => format === wanted);
    if (!format) {
      const formats = [...PLAYLIST_FORMATS, ...Object.keys(DJ_FORMATS)];
      throw new HttpError(400, `Cannot write ${wanted}: expected ${formats.join(", ")}`);
    }
    const entries = ids.map((id) => entryOf(collection.columns, collection.row(id)!));
    return playlistResponse({ name, query, entries }, { format, paths: pathsIn(url.searchParams) });
  },
});
