import { type Playable, readStrips, type Strip } from "../domain/mod.ts";
import type { JobState } from "../work/mod.ts";
import { ask } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** What is drawn at a time: from the sound, the beats, which take longer, or what the networks left. */
export type StripSet = "sound" | "beats" | "along";

/** What takes longer than this is followed, ms. */
const PATIENCE = 1000;

/** Strips along a track. Throws an AskError where they cannot be had. */
export async function loadStrips(
  track: Pick<Playable, "id" | "dropped">,
  { set, signal, onShare }: {
    readonly set: StripSet;
    readonly signal: AbortSignal;
    /** Told which share is drawn, where that takes long. */
    readonly onShare: (share: number) => void;
  },
): Promise<readonly Strip[]> {
  const id = encodeURIComponent(track.id);
  const of = track.dropped ? "similar/file" : "tracks";
  let unfollow = () => {};
  const waiting = setTimeout(() => {
    if (set === "along") return;
    unfollow = follow<JobState>(`/api/work/strips/${id}.${set}`, {
      onEvent: ({ state, fraction }) => {
        if (state === "running") onShare(fraction);
        else if (state !== "waiting") unfollow();
      },
      onLost: () => {},
    });
  }, PATIENCE);
  try {
    const response = await ask(`/api/${of}/${id}/strips?set=${set}`, {
      to: "draw along this track",
      signal,
    });
    return readStrips(new Uint8Array(await response.arrayBuffer())) ?? [];
  } finally {
    clearTimeout(waiting);
    unfollow();
  }
}
