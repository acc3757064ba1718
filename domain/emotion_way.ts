import type { Moments } from "./moments.ts";
import type { Seconds } from "./units.ts";

/** Moments whose mean is one point of a way. */
const SMOOTH: Seconds = 10;

/** The way of a track through the plane of valence and arousal; plain JSON. */
export interface EmotionWay {
  /** Means of about 10 s, each from 1 to 9; those without a value are left out. */
  readonly points: readonly {
    /** The middle of what it is the mean of. */
    readonly time: Seconds;
    readonly valence: number;
    readonly arousal: number;
  }[];
  readonly end: Seconds;
}

/**
 * The way that a network heard; `undefined` where it heard none.
 *
 * @param start Where in the track the first moment begins.
 */
export function emotionWay(
  moments: Moments | undefined,
  start: Seconds = 0,
): EmotionWay | undefined {
  const { arousal, valence } = moments?.curves ?? {};
  if (!moments || !arousal || !valence) return undefined;
  const { step, span, count } = moments;
  const run = Math.max(1, Math.round(SMOOTH / step));
  const points = [];
  for (let first = 0; first < valence.length; first += run) {
    const last = Math.min(valence.length, first + run) - 1;
    const point = {
      time: start + (first + last) / 2 * step + span / 2,
      valence: mean(valence.subarray(first, last + 1)),
      arousal: mean(arousal.subarray(first, last + 1)),
    };
    if (Number.isFinite(point.valence) && Number.isFinite(point.arousal)) points.push(point);
  }
  return points.length === 0 ? undefined : { points, end: start + step * (count - 1) + span };
}

/** The place of a way at a time, between its points; its ends before and after. */
export function emotionAt(
  { points }: EmotionWay,
  time: Seconds,
): { readonly valence: number; readonly arousal: number } {
  const after = points.findIndex((point) => point.time > time);
  const to = points[after < 0 ? points.length - 1 : after]!;
  const from = points[Math.max(0, (after < 0 ? points.length : after) - 1)]!;
  const share = to.time === from.time
    ? 0
    : Math.min(1, Math.max(0, (time - from.time) / (to.time - from.time)));
  return {
    valence: from.valence + share * (to.valence - from.valence),
    arousal: from.arousal + share * (to.arousal - from.arousal),
  };
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
