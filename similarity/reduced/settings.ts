/**
 * Numbers (rows times dimensions) that a space may keep in memory whole: 390,000 × 1280, or 2 GB.
 * Larger spaces are reduced.
 */
export const WHOLE_UP_TO = 500_000_000;

/**
 * Numbers that are kept of each vector in a reduced space. On 100,000 mixtures of MusAV's EffNet vectors
 * all ten nearest are among the 100 nearest by 192 numbers, 99.95 % with 128, 99.2 % with 96.
 */
export const REDUCED_TO = 192;

/** Tracks that directions are fitted to. */
export const FITTED_TO = 8192;

/** Tracks whose vectors stay whole, to estimate distances from. */
export const WHOLE_SAMPLE = 4096;

/** Candidates to read whole for `k` neighbours. */
export function readWholeFor(k: number): number {
  return Math.max(100, 4 * k);
}
