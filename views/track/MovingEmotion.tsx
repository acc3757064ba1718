import { emotionAt, type EmotionWay, type Playable, type Seconds } from "../../domain/mod.ts";
import { EmotionPath, emotionPixel } from "../../components/track/EmotionPath.tsx";
import { play, seek } from "../../player/mod.ts";
import { useCursor } from "./use_cursor.ts";

const NO_LOOP = { value: undefined };

/** The way of a track through the plane of emotion, with the player's cursor on it; a click plays from there. */
export function MovingEmotion(
  { way, track }: { readonly way: EmotionWay; readonly track: Playable },
) {
  const cursor = useCursor(track.id, NO_LOOP);
  return (
    <EmotionPath way={way}>
      <Dot way={way} cursor={cursor} />
      {!track.silent && way.points.map((point) => {
        const at = emotionPixel(point);
        return (
          <circle
            key={point.time}
            class="moment"
            cx={at.x}
            cy={at.y}
            r="9"
            onClick={() => {
              play(track);
              seek(point.time);
            }}
          />
        );
      })}
    </EmotionPath>
  );
}

function Dot(
  { way, cursor }: {
    readonly way: EmotionWay;
    readonly cursor: { readonly value: Seconds | undefined };
  },
) {
  if (cursor.value === undefined) return null;
  const at = emotionPixel(emotionAt(way, cursor.value));
  return <circle class="now" cx={at.x.toFixed(1)} cy={at.y.toFixed(1)} r="6" />;
}
