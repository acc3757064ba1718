import { ModelError } from "./files.ts";

/** No server answered. */
export class Unreachable extends ModelError {}

/** How a file is fetched. */
export interface DownloadOptions {
  /** Bytes that the whole file may have; any number up to `largest` where none is known. */
  readonly sizes: readonly number[];
  readonly largest: number;
  /** Milliseconds without a byte after which the server is given up. */
  readonly patience: number;
  readonly fetch: typeof fetch;
  readonly onProgress: (received: number) => void;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/** Why no answer came, without the layers that fetch wraps it in. */
function causeOf(error: unknown): string {
  const innermost = error instanceof Error && error.cause ? error.cause : error;
  const text = innermost instanceof Error ? innermost.message : String(innermost);
  if (/dns|lookup|resolve|ENOTFOUND|EAI_AGAIN/i.test(text)) return "no network, or no such host";
  if (/refused/i.test(text)) return "the connection was refused";
  return text.split("\n")[0]!;
}

/** Gives up after a while without a sign of life. */
class Patience implements Disposable {
  readonly #stop = new AbortController();
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.renew();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get isOver(): boolean {
    return this.signal.aborted;
  }

  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop.abort(), this.#milliseconds);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

function silent({ patience }: DownloadOptions): string {
  return `nothing came for ${patience / 1000} s`;
}

async function ask(
  address: string,
  { from, patience }: { readonly from: number; readonly patience: Patience },
  options: DownloadOptions,
): Promise<Response> {
  try {
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    return await options.fetch(address, { headers, signal: patience.signal });
  } catch (error) {
    if (patience.isOver) throw new Unreachable(silent(options));
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new Unreachable(causeOf(error));
  }
}

/** Bytes of the whole file, as the server says; `undefined` where it does not. */
function totalOf(response: Response): number | undefined {
  const range = response.headers.get("content-range")?.match(/\/(\d+)$/)?.[1];
  if (range) return Number(range);
  const length = response.headers.get("content-length");
  return response.ok && length && !response.headers.has("content-encoding")
    ? Number(length)
    : undefined;
}

/** Whether the answer continues at byte `from`. */
function continuesAt(response: Response, from: number): boolean {
  const range = response.headers.get("content-range");
  return response.status === 206 && range?.startsWith(`bytes ${from}-`) === true;
}

/**
 * Fetches a file to `part`, going on where an earlier attempt ended if the server can.
 *
 * @throws ModelError where the server does not give it, or the connection ends early; what came is kept.
 */
export async function download(
  address: string,
  part: string,
  options: DownloadOptions,
): Promise<void> {
  const { sizes, largest } = options;
  const fits = (bytes: number) =>
    sizes.length > 0 ? sizes.includes(bytes) : bytes > 0 && bytes <= largest;
  using patience = new Patience(options.patience);
  let from = await sizeOf(part);
  if (from >= largest) {
    await Deno.remove(part);
    from = 0;
  }
  const response = await ask(address, { from, patience }, options);
  const total = totalOf(response);
  if (total !== undefined && !fits(total)) {
    await response.body?.cancel();
    if (from > 0) await Deno.remove(part);
    throw new ModelError(`the file there has ${total} bytes instead of ${sizesText(options)}`);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new ModelError(`the server answers ${response.status} ${response.statusText}`.trim());
  }
  const append = from > 0 && continuesAt(response, from);
  let received = append ? from : 0;
  using file = await Deno.open(part, { write: true, create: true, append, truncate: !append });
  try {
    for await (const chunk of response.body) {
      received += chunk.length;
      patience.renew();
      if (received > largest) break;
      for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
      options.onProgress(received);
    }
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Deno.errors.NotCapable) throw error;
    if (patience.isOver) throw new ModelError(`${silent(options)}; ${cutShort(received, total)}`);
    throw new ModelError(cutShort(received, total));
  }
  if (received > largest) {
    await file.truncate(0);
    throw new ModelError(`the file is larger than the ${largest} bytes expected`);
  }
  if (total === undefined ? !fits(received) : received !== total) {
    throw new ModelError(cutShort(received, total ?? sizes.at(-1)));
  }
}

function sizesText({ sizes, largest }: DownloadOptions): string {
  return sizes.length > 0 ? sizes.join(" or ") : `at most ${largest}`;
}

function cutShort(received: number, size: number | undefined): string {
  const whole = size === undefined ? `${received}` : `${received} of ${size}`;
  return `the download ended after ${whole} bytes; the same command goes on from there`;
}
