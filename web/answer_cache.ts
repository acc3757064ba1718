import type { Context, Middleware } from "./context.ts";
import { takesGzip } from "./compression.ts";
import { bytesResponse } from "./file_response.ts";

/** What answers to one address depend on besides it. */
export interface Dependence {
  /** As long as this is the same object, answers stay as they are. */
  readonly of: object;
  /** Whatever else of the request or of the state the answer shows. */
  readonly also: string;
}

/** How {@linkcode answerCache} keeps answers. */
export interface AnswerCacheOptions<State> {
  /** What an answer depends on; `undefined` for addresses whose answers are not kept. */
  readonly dependence: (ctx: Context<State>) => Dependence | undefined;
  /** Bytes that are kept; the answers longest unused go first. */
  readonly bytes: number;
}

interface Kept {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
  readonly headers: Headers;
  readonly etag: string;
}

/** Answers shorter than this are not worth packing. */
const SMALLEST_PACKED = 1024;

/**
 * Keeps answers to GET that stay the same until what they are of changes: each is made once, however many
 * ask for it at the same time, packed once, and shared among all who read it. Others than 200, and those
 * that say `no-store`, are made anew for everybody.
 */
export function answerCache<State>(options: AnswerCacheOptions<State>): Middleware<State> {
  const answers = new Answers(options.bytes);
  return async (ctx) => {
    const { req, url } = ctx;
    const isRead = req.method === "GET" || req.method === "HEAD";
    const dependence = isRead ? options.dependence(ctx) : undefined;
    if (!dependence) return await ctx.next();
    const key = `${url.pathname}${url.search}\n${dependence.also}`;
    const { kept, own } = await answers.get(key, {
      of: dependence.of,
      make: () => ctx.next(),
      mayShare: req.method === "GET",
    });
    if (own) return own;
    return kept ? await answerOf(kept, req) : await ctx.next();
  };
}

async function answerOf({ plain, gzip, headers, etag }: Kept, req: Request): Promise<Response> {
  const packed = gzip !== undefined && takesGzip(req.headers.get("accept-encoding"));
  return await bytesResponse(packed ? gzip : plain, req, {
    type: headers.get("content-type") ?? "application/octet-stream",
    etag: packed ? etag.replace(/"$/, '-gzip"') : etag,
    headers: {
      ...Object.fromEntries(headers),
      "vary": "accept-encoding, cookie",
      ...(packed && { "content-encoding": "gzip" }),
    },
  });
}

/** Kept for one caller who made an answer that cannot be kept, shared, or neither. */
interface Got {
  readonly kept?: Kept | undefined;
  readonly own?: Response;
}

class Answers {
  readonly #most: number;
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Promise<Kept | undefined>>();
  #bytes = 0;
  #of: object | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  async get(
    key: string,
    { of, make, mayShare }: {
      readonly of: object;
      readonly make: () => Promise<Response>;
      readonly mayShare: boolean;
    },
  ): Promise<Got> {
    if (this.#of !== of) this.#clear(of);
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return { kept: known };
    }
    const underWay = this.#making.get(key);
    if (underWay) return { kept: await underWay };
    if (!mayShare) return {};
    const { promise, resolve } = Promise.withResolvers<Kept | undefined>();
    this.#making.set(key, promise);
    let kept: Kept | undefined;
    try {
      const response = await make();
      if (!canBeKept(response)) return { own: response };
      kept = await keptOf(response);
      if (this.#of === of) this.#keep(key, kept);
      return { kept };
    } finally {
      if (this.#making.get(key) === promise) this.#making.delete(key);
      resolve(kept);
    }
  }

  #clear(of: object): void {
    this.#of = of;
    this.#kept.clear();
    this.#making.clear();
    this.#bytes = 0;
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#bytes += sizeOf(kept);
    for (const [oldest, answer] of this.#kept) {
      if (this.#bytes <= this.#most) return;
      this.#kept.delete(oldest);
      this.#bytes -= sizeOf(answer);
    }
  }
}

function sizeOf({ plain, gzip }: Kept): number {
  return plain.length + (gzip?.length ?? 0);
}

function canBeKept({ status, headers, body }: Response): boolean {
  const control = headers.get("cache-control") ?? "";
  return status === 200 && body !== null && !control.includes("no-store") &&
    !headers.has("set-cookie") && !headers.has("content-encoding") &&
    !(headers.get("content-type") ?? "").startsWith("text/event-stream");
}

async function keptOf(response: Response): Promise<Kept> {
  const plain = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  for (const name of ["content-length", "vary", "etag", "accept-ranges"]) headers.delete(name);
  const [digest, gzip] = await Promise.all([
    crypto.subtle.digest("SHA-256", plain),
    plain.length < SMALLEST_PACKED ? undefined : packed(plain),
  ]);
  const etag = `"${new Uint8Array(digest).toHex().slice(0, 20)}"`;
  return { plain, gzip, headers, etag };
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
