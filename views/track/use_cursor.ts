import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Seconds, TrackId } from "../../domain/mod.ts";
import { current, exactTime, playing, seek } from "../../player/mod.ts";
import type { Stretch } from "./timeline.ts";

/** Where the player is in a track, as smooth as the screen; it goes round a loop where there is one. */
export function useCursor(track: TrackId, loop: { readonly value: Stretch | undefined }) {
  const cursor = useSignal<Seconds | undefined>(undefined);
  useEffect(() => {
    let frame = 0;
    const follow = () => {
      frame = requestAnimationFrame(follow);
      if (current.peek()?.id !== track) {
        cursor.value = undefined;
        return;
      }
      const now = exactTime();
      const round = loop.value;
      if (playing.peek() && round && now >= round.to && now < round.to + 1) seek(round.from);
      cursor.value = now;
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [track]);
  return cursor;
}
