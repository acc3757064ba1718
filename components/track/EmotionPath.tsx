import type { ComponentChildren, VNode } from "preact";
import { type EmotionWay, numberText } from "../../domain/mod.ts";
import { clock } from "../mod.ts";
import { SavedFigure } from "../SavedFigure.tsx";

const SIZE = 240;
const MARGIN = 26;
const RANGE = [1, 9] as const;

/** The way of a track through the plane of valence and arousal, from its beginning to its end. */
export function EmotionPath(
  { way: { points, end }, children }: {
    readonly way: EmotionWay;
    /** Drawn over it, placed by {@linkcode emotionPixel}. */
    readonly children?: ComponentChildren;
  },
): VNode {
  const [first, last] = [points[0]!, points.at(-1)!];
  const pixels = points.map(emotionPixel);
  const [begin, finish] = [pixels[0]!, pixels.at(-1)!];
  return (
    <section class="panel certainty" aria-label="Where does it go?">
      <header>
        <h2>Where does it go?</h2>
        <p class="finding">
          From valence {numberText(first.valence)}, arousal {numberText(first.arousal)} to{" "}
          {numberText(last.valence)}, {numberText(last.arousal)}, in means of 10 s.
        </p>
      </header>
      <SavedFigure
        id="emotion"
        title="Where does it go?"
        caption={`Means of 10 s of valence and arousal from ${clock(first.time)} to ${clock(end)}`}
      >
        <svg
          class="emotion-path"
          viewBox={`0 0 ${SIZE} ${SIZE}`}
          width={SIZE}
          height={SIZE}
          role="img"
          aria-label={`Path in the plane of valence and arousal from ${clock(first.time)} to ${
            clock(end)
          }`}
        >
          <rect
            class="ground"
            x={MARGIN}
            y="4"
            width={SIZE - MARGIN - 4}
            height={SIZE - MARGIN - 4}
          />
          <path class="middle" d={`M${x(5)} ${y(9)}V${y(1)}M${x(1)} ${y(5)}H${x(9)}`} />
          <path
            class="way"
            d={`M${pixels.map((at) => `${at.x.toFixed(1)} ${at.y.toFixed(1)}`).join("L")}`}
          />
          <circle class="begin" cx={begin.x} cy={begin.y} r="4" />
          <circle class="end" cx={finish.x} cy={finish.y} r="4" />
          <text x={begin.x + 6} y={begin.y - 6}>0:00</text>
          <text x={finish.x + 6} y={finish.y + 14}>{clock(end)}</text>
          <text x={(SIZE + MARGIN) / 2} y={SIZE - 6} text-anchor="middle">valence, 1 to 9</text>
          <text
            transform={`translate(14 ${(SIZE - MARGIN) / 2}) rotate(-90)`}
            text-anchor="middle"
          >
            arousal, 1 to 9
          </text>
          {children}
        </svg>
      </SavedFigure>
    </section>
  );
}

/** Where a place in the plane is drawn, in units of the view box. */
export function emotionPixel(
  { valence, arousal }: { readonly valence: number; readonly arousal: number },
): { readonly x: number; readonly y: number } {
  return { x: x(valence), y: y(arousal) };
}

function x(valence: number): number {
  const [low, high] = RANGE;
  return MARGIN + (valence - low) / (high - low) * (SIZE - MARGIN - 4);
}

function y(arousal: number): number {
  const [low, high] = RANGE;
  return 4 + (high - arousal) / (high - low) * (SIZE - MARGIN - 4);
}
