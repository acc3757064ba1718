import { readStrips, type Strip, type TrackId } from "../domain/mod.ts";
import { ask } from "./_ask.ts";

/** What is drawn at a time: from the sound, the beats, which take longer, or what the networks left. */
export type StripSet = "sound" | "beats" | "along";

/** Strips along a track. Throws an AskError where they cannot be had. */
export async function loadStrips(
  track: TrackId,
  { set, signal }: { readonly set: StripSet; readonly signal: AbortSignal },
): Promise<readonly Strip[]> {
  const address = `/api/tracks/${encodeURIComponent(track)}/strips?set=${set}`;
  const response = await ask(address, { to: "draw along this track", signal });
  return readStrips(new Uint8Array(await response.arrayBuffer())) ?? [];
}
