import type { Seconds } from "../../domain/mod.ts";

/** A stretch of a track. */
export interface Stretch {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** The shortest stretch that can be looked at. */
const SHORTEST: Seconds = 0.5;

/** Where a time lies in a stretch, 0 at its beginning and 1 at its end. */
export function shareOf({ from, to }: Stretch, time: Seconds): number {
  return (time - from) / (to - from);
}

/** The time at a share of a stretch. */
export function timeAt({ from, to }: Stretch, share: number): Seconds {
  return from + share * (to - from);
}

/** A stretch drawn in or out about a time, which stays where it is, within a track of `seconds`. */
export function zoomed(
  stretch: Stretch,
  { about, factor, seconds }: {
    readonly about: Seconds;
    /** Below 1 draws in. */
    readonly factor: number;
    readonly seconds: Seconds;
  },
): Stretch {
  const length = Math.min(
    seconds,
    Math.max(Math.min(SHORTEST, seconds), factor * (stretch.to - stretch.from)),
  );
  return within(about - shareOf(stretch, about) * length, { length, seconds });
}

/** A stretch moved by some seconds, as far as the track goes. */
export function moved(
  { from, to }: Stretch,
  { by, seconds }: { readonly by: Seconds; readonly seconds: Seconds },
): Stretch {
  return within(from + by, { length: to - from, seconds });
}

function within(
  from: Seconds,
  { length, seconds }: { readonly length: Seconds; readonly seconds: Seconds },
): Stretch {
  const start = Math.min(Math.max(0, from), Math.max(0, seconds - length));
  return { from: start, to: start + length };
}

const STEPS: readonly Seconds[] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800];

/** Round times in a stretch, about as many as fit. */
export function ticksIn({ from, to }: Stretch, most: number): Seconds[] {
  const step = STEPS.find((step) => (to - from) / step <= most) ?? 3600;
  const ticks: Seconds[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) ticks.push(i * step);
  return ticks;
}

/** A time as it is read on the axis: `1:07`, with tenths where a stretch is short. */
export function timeText(time: Seconds, digits = 0): string {
  const scale = 10 ** digits;
  const rounded = Math.round(time * scale) / scale;
  const minutes = Math.floor(rounded / 60);
  const rest = (rounded - 60 * minutes).toFixed(digits);
  return `${minutes}:${rest.padStart(digits > 0 ? 3 + digits : 2, "0")}`;
}
