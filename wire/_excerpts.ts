import type { Seconds, TrackId } from "../domain/mod.ts";
import { ask } from "./_ask.ts";

/** The first or last seconds of a track that sound. */
export interface Excerpt {
  /** A WAV file. */
  readonly wav: ArrayBuffer;
  /** Where it begins in the track. */
  readonly start: Seconds;
}

/** Asks for an end of a track. */
export async function loadExcerpt(
  track: TrackId,
  { part, signal }: { readonly part: "start" | "end"; readonly signal: AbortSignal },
): Promise<Excerpt> {
  const address = `/api/tracks/${encodeURIComponent(track)}/excerpt?part=${part}`;
  const response = await ask(address, { to: "hear this transition", signal });
  return {
    wav: await response.arrayBuffer(),
    start: Number(response.headers.get("x-start-s") ?? 0),
  };
}
