import type { NumberDescriptor } from "./catalogue.ts";

/** What values can be at all where that is more than charts show, by the descriptor's id. */
const POSSIBLE: Readonly<Record<string, readonly [number, number]>> = {
  duration: [0, 1e7],
  sample_rate: [0, 1e7],
  bit_rate: [0, 1e6],
  channels: [0, 1024],
  year: [0, 9999],
  tempo: [0, 1000],
  tempocnn: [0, 1000],
  strength_temperley: [-1, 1],
  strength_krumhansl: [-1, 1],
  strength_edma: [-1, 1],
  loudness: [-200, 60],
  loudness_range: [0, 200],
  true_peak: [-200, 60],
  danceability_signal: [0, 1000],
};

/**
 * The values that a descriptor can have at all: those outside are no measurement. What charts show is
 * narrower, except for shares. Regressions go as far beyond their scale as it is wide.
 */
export function possibleRange({ id, range, unit }: NumberDescriptor): readonly [number, number] {
  const [low, high] = range;
  const isShare = unit === "" && low === 0 && high === 1;
  return POSSIBLE[id] ?? (isShare ? range : [low - (high - low), high + (high - low)]);
}
