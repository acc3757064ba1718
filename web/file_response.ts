import { type ByteRange, byteRange, isFresh, rangeHolds } from "./_conditional.ts";
import { sharedBody } from "./_shared_body.ts";
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

/** A file that was opened by somebody who knows that it may be served. */
export interface OpenedFile {
  readonly file: Deno.FsFile;
  readonly info: Deno.FileInfo;
  /** Where it was opened. */
  readonly path: string;
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
 * @param source Path of the file, or the file opened, which is then closed in any case
 * @throws Deno.errors.NotFound and the other errors of opening a file
 */
export async function fileResponse(
  source: string | OpenedFile,
  req: Request,
  options: FileResponseOptions = {},
): Promise<Response> {
  const { file, info, path } = typeof source === "string" ? await openRegular(source) : source;
  let streaming = false;
  try {
    const stamp = info.mtime?.getTime() ?? 0;
    return await respond(req, options, {
      size: info.size,
      etag: `"${info.size.toString(36)}-${stamp.toString(36)}"`,
      type: options.type ?? mediaType(path),
      ...(info.mtime ? { modified: info.mtime } : {}),
      open: async (range) => {
        const stream = await fileStream(file, range);
        streaming = true;
        return stream;
      },
    });
  } finally {
    if (!streaming) file.close();
  }
}

async function openRegular(path: string): Promise<OpenedFile> {
  const info = await Deno.stat(path);
  if (!info.isFile) throw new Deno.errors.NotFound(`Cannot serve ${path}: it is not a file`);
  return { file: await Deno.open(path), info, path };
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
    open: ({ start, end }) => Promise.resolve(sharedBody(bytes.subarray(start, end + 1))),
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

async function fileStream(file: Deno.FsFile, { start, end }: ByteRange): Promise<ReadableStream> {
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
