import type { Playable, Seconds } from "../domain/mod.ts";
import { StripStack } from "../views/track/StripStack.tsx";

/** Pictures along a track under one cursor, one zoom and one selection. */
export default function TrackStrips(
  { track, seconds, title }: {
    readonly track: Playable;
    /** Length of the track. */
    readonly seconds: Seconds;
    readonly title: string;
  },
) {
  return (
    <section class="panel strips" aria-label={`Along ${title}`}>
      <StripStack track={track} seconds={seconds} />
    </section>
  );
}
