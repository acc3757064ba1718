import { ModelError } from "./files.ts";

/** No server answered. */
export class Unreachable extends ModelError {}

/** How a file is fetched. */
export interface DownloadOptions {
  /** Bytes that the whole file has. */
  readonly size: number;
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

async function ask(address: string, from: number, options: DownloadOptions): Promise<Response> {
  try {
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    return await options.fetch(address, { headers });
  } catch (error) {
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
  let from = await sizeOf(part);
  if (from >= options.size) {
    await Deno.remove(part);
    from = 0;
  }
  const response = await ask(address, from, options);
  const total = totalOf(response);
  if (total !== undefined && total !== options.size) {
    await response.body?.cancel();
    if (from > 0) await Deno.remove(part);
    throw new ModelError(`the file there has ${total} bytes instead of ${options.size}`);
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
      if (received > options.size) break;
      for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
      options.onProgress(received);
    }
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Deno.errors.NotCapable) throw error;
    throw new ModelError(cutShort(received, options.size));
  }
  if (received < options.size) throw new ModelError(cutShort(received, options.size));
  if (received > options.size) {
    await file.truncate(0);
    throw new ModelError(`the file is larger than the ${options.size} bytes expected`);
  }
}

function cutShort(received: number, size: number): string {
  return `the download ended after ${received} of ${size} bytes; the same command goes on from there`;
}
