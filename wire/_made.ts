import { ask } from "./_ask.ts";
import { workDone } from "./_work.ts";

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
    const { work }: { readonly work: string } = await response.json();
    await workDone(work, { signal, onState: ({ fraction }) => onProgress(fraction) });
  }
}
