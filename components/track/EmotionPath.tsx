import type { VNode } from "preact";
import { type Moments, numberText } from "../../domain/mod.ts";
import { clock } from "../mod.ts";

const SIZE = 240;
const MARGIN = 26;
const RANGE = [1, 9] as const;
/** Moments whose mean is one point of the path, about 10 s. */
const SMOOTH_SECONDS = 10;

/** The way of a track through the plane of valence and arousal, from its beginning to its end. */
export function EmotionPath({ moments }: { readonly moments: Moments | undefined }): VNode | null {
  const { arousal, valence } = moments?.curves ?? {};
  if (!moments || !arousal || !valence) return null;
  const window = Math.max(1, Math.round(SMOOTH_SECONDS / moments.step));
  const arousals = smoothed(arousal, window);
  const points = smoothed(valence, window).map((mean, i) => [mean, arousals[i]!] as const)
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const end = clock(moments.step * (moments.count - 1) + moments.span);
  return (
    <section class="panel certainty" aria-label="Where does it go?">
      <header>
        <h2>Where does it go?</h2>
        <p class="finding">
          From valence {numberText(first[0])}, arousal {numberText(first[1])} to{" "}
          {numberText(last[0])}, {numberText(last[1])}, in means of {SMOOTH_SECONDS} s.
        </p>
      </header>
      <svg
        class="emotion-path"
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={`Path in the plane of valence and arousal from 0:00 to ${end}`}
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
          d={`M${points.map(([v, a]) => `${x(v).toFixed(1)} ${y(a).toFixed(1)}`).join("L")}`}
        />
        <circle class="begin" cx={x(first[0])} cy={y(first[1])} r="4" />
        <circle class="end" cx={x(last[0])} cy={y(last[1])} r="4" />
        <text x={x(first[0]) + 6} y={y(first[1]) - 6}>0:00</text>
        <text x={x(last[0]) + 6} y={y(last[1]) + 14}>{end}</text>
        <text x={(SIZE + MARGIN) / 2} y={SIZE - 6} text-anchor="middle">valence, 1 to 9</text>
        <text
          transform={`translate(14 ${(SIZE - MARGIN) / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          arousal, 1 to 9
        </text>
      </svg>
    </section>
  );
}

function x(valence: number): number {
  const [low, high] = RANGE;
  return MARGIN + (valence - low) / (high - low) * (SIZE - MARGIN - 4);
}

function y(arousal: number): number {
  const [low, high] = RANGE;
  return 4 + (high - arousal) / (high - low) * (SIZE - MARGIN - 4);
}

/** Means of runs of so many values. */
function smoothed(values: Float32Array, window: number): number[] {
  const means: number[] = [];
  for (let start = 0; start < values.length; start += window) {
    const run = values.subarray(start, start + window);
    means.push(run.reduce((sum, value) => sum + value, 0) / run.length);
  }
  return means;
}
