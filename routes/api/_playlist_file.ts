import { define } from "../../define.ts";
import { askInOrder } from "../../library/mod.ts";
import {
  entryOf,
  type PathOptions,
  type Playlist,
  PLAYLIST_MEDIA_TYPES,
  type PlaylistFormat,
  queryOfPlaylist,
  writePlaylist,
} from "../../playlist/mod.ts";
import { attachment } from "../../web/mod.ts";

/** Answers a query with the playlist file that it asks for. */
export function playlistHandlers(format: PlaylistFormat) {
  return define.handlers({
    async GET({ req, state, url }) {
      const params = url.searchParams;
      const { columns, query, recipe, arranged } = await askInOrder(state.library, params, {
        told: 0,
        signal: req.signal,
      });
      const playlist: Playlist = {
        name: params.get("name") ?? "",
        query: queryOfPlaylist(query, recipe),
        entries: Array.from(arranged.rows, (row) => entryOf(columns, row)),
      };
      return playlistResponse(playlist, { format, paths: pathsIn(params) });
    },
  });
}

/** The path options of a request: `relative_to`, or `from` and `to`. */
export function pathsIn(params: URLSearchParams): PathOptions {
  const relativeTo = params.get("relative_to");
  const from = params.get("from");
  if (relativeTo) return { relativeTo };
  return from ? { prefix: { from, to: params.get("to") ?? "" } } : {};
}

/** A playlist as a download; entries that the format cannot hold are counted in a header. */
export function playlistResponse(
  playlist: Playlist,
  options: { readonly format: PlaylistFormat; readonly paths: PathOptions },
): Response {
  const { text, left } = writePlaylist(playlist, { ...options.paths, format: options.format });
  return new Response(text, {
    headers: {
      "content-type": PLAYLIST_MEDIA_TYPES[options.format],
      "content-disposition": attachment(`${playlist.name || "playlist"}.${options.format}`),
      "x-left-out": `${left.length}`,
    },
  });
}
