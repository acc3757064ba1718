/** Values of {@linkcode onsetStatistics}: rate, strength, variation, and the shares of three ranges. */
export const ONSET_VALUES = 6;
/** Tempi at which the rhythm's periodicity is measured, a quarter of an octave apart. */
export const PERIODICITY_TEMPI: readonly number[] = Array.from(
  { length: 15 },
  (_, i) => 30 * 2 ** (i / 4),
);

/** An onset must be this many times the mean of its surroundings, and the largest within 50 ms. */
const PROMINENCE = 1.5;
/** Seconds on each side over which the surroundings' mean is taken. */
const SURROUNDINGS = 0.5;

/**
 * Onsets a second, mean and standard deviation of the onset strength (dB a band), and how it is
 * shared among low (below 200 Hz), middle and high (above 2 kHz) bands.
 *
 * @param ranges Onset strength of the three ranges by frame.
 * @param rate Frames a second.
 */
export function onsetStatistics(ranges: readonly Float64Array[], rate: number): number[] {
  const strength = totalOf(ranges);
  const mean = meanOf(strength);
  const deviation = Math.sqrt(meanOf(strength.map((value) => (value - mean) ** 2)));
  const shares = ranges.map((range) => mean > 0 ? meanOf(range) / mean : 1 / ranges.length);
  return [onsetRate(ranges, rate), mean, deviation, ...shares];
}

/** Onsets a second. */
export function onsetRate(ranges: readonly Float64Array[], rate: number): number {
  const strength = totalOf(ranges);
  return countOnsets(strength, rate) * rate / strength.length;
}

/**
 * Autocorrelation of the onset strength, over its value at lag 0, at {@linkcode PERIODICITY_TEMPI}:
 * the largest within an eighth of an octave of each.
 */
export function periodicity(ranges: readonly Float64Array[], rate: number): number[] {
  const strength = totalOf(ranges);
  const mean = meanOf(strength);
  const centred = strength.map((value) => value - mean);
  const energy = correlationAt(centred, 0);
  return PERIODICITY_TEMPI.map((tempo) => {
    if (energy <= 0) return 0;
    const shortest = Math.round(60 / (tempo * 2 ** (1 / 8)) * rate);
    const longest = Math.max(shortest, Math.round(60 / (tempo / 2 ** (1 / 8)) * rate));
    let largest = -1;
    for (let lag = shortest; lag <= longest; lag++) {
      largest = Math.max(largest, correlationAt(centred, lag) / energy);
    }
    return largest;
  });
}

function correlationAt(values: Float64Array, lag: number): number {
  if (lag >= values.length) return 0;
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
  return sum / (values.length - lag);
}

function countOnsets(strength: Float64Array, rate: number): number {
  const near = Math.max(1, Math.round(0.05 * rate));
  const around = Math.round(SURROUNDINGS * rate);
  const overall = meanOf(strength);
  let count = 0;
  for (let f = 0; f < strength.length; f++) {
    const value = strength[f]!;
    const local = meanOf(strength.subarray(Math.max(0, f - around), f + around + 1));
    if (value <= PROMINENCE * Math.max(local, overall / 2)) continue;
    const earlier = strength.subarray(Math.max(0, f - near), f);
    const later = strength.subarray(f + 1, f + near + 1);
    if (earlier.every((each) => each < value) && later.every((each) => each <= value)) count++;
  }
  return count;
}

/** Onset strength of all ranges together. */
export function totalOf(ranges: readonly Float64Array[]): Float64Array {
  return ranges[0]!.map((_, f) => ranges.reduce((sum, range) => sum + range[f]!, 0));
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}
