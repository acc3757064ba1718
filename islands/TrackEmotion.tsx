import type { EmotionWay, Playable } from "../domain/mod.ts";
import { MovingEmotion } from "../views/track/MovingEmotion.tsx";

/** Where a track is in the plane of emotion as it plays. */
export default function TrackEmotion(
  { way, track }: { readonly way: EmotionWay; readonly track: Playable },
) {
  return <MovingEmotion way={way} track={track} />;
}
