import { ask } from "./_ask.ts";

/** How often what is in the making is asked for, ms. */
const POLL = 1_000;

/** How something is waited for that takes the server a while. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Told the share that is made, in [0, 1]. */
  readonly onProgress: (share: number) => void;
}

/** Asks for what takes the server a while, until it is made. */
export async function askMade(
  address: string,
  { to, signal, onProgress }: Waiting & { readonly to: string },
): Promise<Response> {
  while (true) {
    const response = await ask(address, { to, signal });
    if (response.status !== 202) return response;
    const { progress }: { readonly progress?: number } = await response.json();
    onProgress(progress ?? 0);
    await new Promise((resolve) => setTimeout(resolve, POLL));
    signal.throwIfAborted();
  }
}
