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
import { wholeIn } from "../../query/mod.ts";
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
      const offset = wholeIn(params, { name: "offset", usual: 0, range: [0, Infinity] });
      const limit = wholeIn(params, { name: "limit", usual: Infinity, range: [0, Infinity] });
      const rows = arranged.rows.subarray(offset, offset + limit);
      const playlist: Playlist = {
        name: params.get("name") ?? "",
        query: queryOfPlaylist(query, recipe),
        entries: Array.from(rows, (row) => entryOf(columns, row)),
      };
      const further = Math.max(0, arranged.rows.length - offset - rows.length);
      return playlistResponse(playlist, { format, paths: pathsIn(params), further });
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

/**
 * A playlist as a download; entries that the format cannot hold are counted in a header.
 *
 * @param options.further Tracks after those of the playlist, which are counted with them
 */
export function playlistResponse(
  playlist: Playlist,
  { format, paths, further = 0 }: {
    readonly format: PlaylistFormat;
    readonly paths: PathOptions;
    readonly further?: number;
  },
): Response {
  const { text, left } = writePlaylist(playlist, { ...paths, format });
  return new Response(text, {
    headers: {
      "content-type": PLAYLIST_MEDIA_TYPES[format],
      "content-disposition": attachment(`${playlist.name || "playlist"}.${format}`),
      "x-left-out": `${left.length + further}`,
    },
  });
}
