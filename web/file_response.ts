import { type ByteRange, byteRange, isFresh, rangeHolds } from "./_conditional.ts";
import { mediaType } from "./media_types.ts";

/** How a file or a block of bytes is served. */
export interface FileResponseOptions {
  /** Media type; from the path's extension unless given. */
  readonly type?: string;
  /** `Cache-Control`; `no-cache` (ask each time, 304 when unchanged) unless given. */
  readonly cacheControl?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Body {
  readonly size: number;
  readonly etag: string;
  readonly type: string;
  readonly modified?: Date;
  open(range: ByteRange): Promise<BodyInit>;
}

/**
 * Answers with a file: ranges (206, 416), conditions (304), HEAD; streams, so memory does not grow
 * with the file. The caller decides which paths may be read.
 *
 * @param path File to serve
 * @throws Deno.errors.NotFound and the other errors of opening a file
 */
export async function fileResponse(
  path: string,
  req: Request,
  options: FileResponseOptions = {},
): Promise<Response> {
  const stat = await Deno.stat(path);
  if (!stat.isFile) throw new Deno.errors.NotFound(`Cannot serve ${path}: it is not a file`);
  const stamp = stat.mtime?.getTime() ?? 0;
  return await respond(req, options, {
    size: stat.size,
    etag: `"${stat.size.toString(36)}-${stamp.toString(36)}"`,
    type: options.type ?? mediaType(path),
    ...(stat.mtime ? { modified: stat.mtime } : {}),
    open: (range) => fileStream(path, range),
  });
}

/**
 * Answers with bytes held in memory, with the same ranges and conditions as {@linkcode fileResponse}.
 *
 * @param etag Tag that changes with the bytes, quoted; a digest of the bytes unless given
 */
export async function bytesResponse(
  bytes: Uint8Array<ArrayBuffer>,
  req: Request,
  options: FileResponseOptions & { readonly etag?: string } = {},
): Promise<Response> {
  return await respond(req, options, {
    size: bytes.byteLength,
    etag: options.etag ?? await digestTag(bytes),
    type: options.type ?? "application/octet-stream",
    open: ({ start, end }) => Promise.resolve(bytes.subarray(start, end + 1)),
  });
}

async function respond(req: Request, options: FileResponseOptions, body: Body): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set("etag", body.etag);
  headers.set("cache-control", options.cacheControl ?? "no-cache");
  headers.set("accept-ranges", "bytes");
  if (body.modified) headers.set("last-modified", body.modified.toUTCString());
  if (isFresh(req, body.etag, body.modified)) return new Response(null, { status: 304, headers });
  headers.set("content-type", body.type);
  const asked = rangeHolds(req, body.etag, body.modified)
    ? byteRange(req.headers.get("range"), body.size)
    : undefined;
  if (asked === "unsatisfiable") {
    headers.set("content-range", `bytes */${body.size}`);
    return new Response(null, { status: 416, headers });
  }
  const range = asked ?? { start: 0, end: body.size - 1 };
  headers.set("content-length", String(range.end - range.start + 1));
  if (asked) headers.set("content-range", `bytes ${asked.start}-${asked.end}/${body.size}`);
  const content = req.method === "HEAD" || body.size === 0 ? null : await body.open(range);
  return new Response(content, { status: asked ? 206 : 200, headers });
}

const CHUNK = 64 * 1024;

async function fileStream(path: string, { start, end }: ByteRange): Promise<ReadableStream> {
  const file = await Deno.open(path, { read: true });
  await file.seek(start, Deno.SeekMode.Start);
  let left = end - start + 1;
  let open = true;
  const close = () => {
    if (open) file.close();
    open = false;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const buffer = new Uint8Array(Math.min(CHUNK, left));
      const read = await file.read(buffer).catch((error) => {
        if (!open) return null;
        close();
        throw error;
      });
      if (!open) return;
      if (read !== null) {
        left -= read;
        controller.enqueue(buffer.subarray(0, read));
      }
      if (read === null || left === 0) {
        close();
        controller.close();
      }
    },
    cancel: close,
  });
}

async function digestTag(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `"${digest.toHex().slice(0, 20)}"`;
}
