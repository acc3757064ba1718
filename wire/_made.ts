import { ask, type Asking } from "./_ask.ts";
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
  { onProgress, ...asking }: Waiting & Pick<Asking, "to" | "method" | "json">,
): Promise<Response> {
  while (true) {
    const response = await ask(address, asking);
    if (response.status !== 202) return response;
    const { work }: { readonly work: string } = await response.json();
    await workDone(work, {
      signal: asking.signal,
      onState: ({ fraction }) => onProgress(fraction),
    });
  }
}
