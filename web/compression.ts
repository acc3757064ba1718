import type { Middleware } from "./context.ts";
import { plainTag } from "./_conditional.ts";

/** Below this many bytes gzip saves less than its own header costs in time. */
const SMALLEST = 1024;

const COMPRESSIBLE =
  /^(text\/(?!event-stream)|application\/(json|manifest\+json|wasm|vnd\.apache\.arrow|octet-stream|xml|xspf\+xml|vnd\.apple\.mpegurl)|image\/svg\+xml|audio\/(mpegurl|x-mpegurl))/;

/**
 * Compresses answers with gzip where the client takes it and the media type gains from it: text,
 * JSON, scripts, binary columns. Ranges, event streams and audio pass through. The tag of the
 * compressed form ends in `-gzip`, so that conditions still find it.
 */
export function compression<State>(): Middleware<State> {
  return async (ctx) => {
    const response = await ctx.next();
    if (!isCompressible(response)) return response;
    const headers = new Headers(response.headers);
    headers.append("vary", "accept-encoding");
    if (!takesGzip(ctx.req.headers.get("accept-encoding"))) {
      return new Response(response.body, { status: response.status, headers });
    }
    headers.set("content-encoding", "gzip");
    headers.delete("content-length");
    headers.delete("accept-ranges");
    const etag = headers.get("etag");
    if (etag !== null) headers.set("etag", plainTag(etag).replace(/"$/, '-gzip"'));
    const body = response.body?.pipeThrough(new CompressionStream("gzip")) ?? null;
    return new Response(body, { status: response.status, headers });
  };
}

function isCompressible({ status, headers, body }: Response): boolean {
  if (status === 206 || body === null) return false;
  if (headers.has("content-encoding") || headers.has("content-range")) return false;
  const length = headers.get("content-length");
  if (length !== null && Number(length) < SMALLEST) return false;
  return COMPRESSIBLE.test(headers.get("content-type") ?? "");
}

/** Whether the header `Accept-Encoding` of a request allows gzip. */
export function takesGzip(header: string | null): boolean {
  return (header ?? "").split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    return (name === "gzip" || name === "*") && !parameters.some((p) => /^q=0(\.0*)?$/.test(p));
  });
}
