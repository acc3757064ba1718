/** A request that failed, in words for the reader: what was tried, why it failed, what to do. */
export class AskError extends Error {
  override readonly name = "AskError";

  constructor(
    message: string,
    /** What the server answered; 0 where it did not. */
    readonly status: number,
  ) {
    super(message);
  }
}

/** What a request is, besides its address. */
export interface Asking {
  /** What is wanted, as it stands after "Cannot": `load the map`. */
  readonly to: string;
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request; it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Whether it goes on when the page is left. */
  readonly keepalive?: boolean;
}

/**
 * Asks the server. Throws an {@linkcode AskError} where it does not answer or refuses, and the reason
 * of the signal where that was aborted.
 */
export async function ask(address: string, asking: Asking): Promise<Response> {
  const { to, json, headers, body, ...init } = asking;
  const response = await fetch(address, {
    ...init,
    headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body && { body }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
  }).catch((error: unknown) => {
    asking.signal?.throwIfAborted();
    if (!(error instanceof TypeError)) throw error;
    throw new AskError(`Cannot ${to}: Fonoteca does not answer; is it still running?`, 0);
  });
  if (response.ok) return response;
  const { status } = response;
  throw new AskError(
    await reasonOf(response) ?? `Cannot ${to}: the server answered ${status}`,
    status,
  );
}

/** Asks the server for JSON; see {@linkcode ask}. */
export async function askJson<Answer>(address: string, asking: Asking): Promise<Answer> {
  const response = await ask(address, asking);
  return await response.json();
}

/** The reason that a refusal gives. */
async function reasonOf(response: Response): Promise<string | undefined> {
  if (!response.headers.get("content-type")?.startsWith("application/json")) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  return typeof body.error === "string" ? body.error : undefined;
}

/** What to tell of an error; empty where nobody waits for the answer any more. */
export function wordsOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "AbortError") return "";
  return error instanceof Error ? error.message : String(error);
}
