import { KEY_NOTATIONS, type TrackId } from "../../domain/mod.ts";
import { DJ_FORMATS, DJ_MEDIA_TYPE, type DjFormat, writeDj } from "../../exchange/mod.ts";
import { djTracks, type Library } from "../../library/mod.ts";
import { attachment } from "../../web/mod.ts";

/**
 * A playlist with its tracks for DJ software, written as their beats are found: those that are not kept yet
 * take a second or so a track. `keys=camelot` writes keys as `8A`, `openkey` as `1m`.
 */
export function djResponse(
  library: Library,
  { name, ids }: { readonly name: string; readonly ids: readonly TrackId[] },
  { format, params, signal }: {
    readonly format: DjFormat;
    readonly params: URLSearchParams;
    readonly signal: AbortSignal;
  },
): Response {
  const once = [...new Set(ids)];
  const stop = new AbortController();
  const pieces = writeDj({
    ids: once,
    tracks: djTracks(library, once, {
      profile: library.summary.profile,
      beats: { found: 0, unread: 0 },
      signal: AbortSignal.any([signal, stop.signal]),
    }),
    playlists: [{ name, tracks: ids }],
    keys: KEY_NOTATIONS.find((notation) => notation === params.get("keys")) ?? "classical",
  }, format);
  const body = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => stop.abort(reason),
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: {
      "content-type": DJ_MEDIA_TYPE,
      "content-disposition": attachment(`${name || "playlist"}.${DJ_FORMATS[format]}`),
    },
  });
}
