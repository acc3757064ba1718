/** Samples of a 10-ms slice at 44.1 kHz. */
const SLICE = 441;

/** Block lengths in slices: 310 ms to 8.8 s, each 1.1 times the one before, as Essentia's defaults. */
const BLOCKS = blockLengths();

/** Samples at 44.1 kHz that allow two block lengths. */
export const SHORTEST_PROFILE = (BLOCKS[1]! + 1) * SLICE;

/**
 * The inverse of the mean slope of the fluctuation of a signal's level over the block length, both
 * logarithmic (Streich & Herrera 2005), as Essentia's Danceability computes it.
 *
 * @param x44k Finite mono samples at 44.1 kHz, at least {@linkcode SHORTEST_PROFILE}.
 */
export function inverseSlope(x44k: Float32Array): number {
  const slices = Math.floor(x44k.length / SLICE);
  const profile = fluctuationProfile(x44k, slices);
  const lengths = BLOCKS.filter((length) => length < slices);
  const fluctuations = lengths.map((length) => fluctuation(profile, length));
  let sum = 0;
  for (let i = 1; i < lengths.length; i++) {
    sum += Math.log(fluctuations[i]! / fluctuations[i - 1]!) /
      Math.log((lengths[i]! + 3) / (lengths[i - 1]! + 3));
  }
  return (lengths.length - 1) / sum;
}

/** Running sums of the deviation of each slice's level (standard deviation) from the mean level. */
function fluctuationProfile(samples: Float32Array, slices: number): Float64Array {
  const profile = new Float64Array(slices);
  let mean = 0;
  for (let s = 0; s < slices; s++) {
    let sum = 0, squares = 0;
    for (let i = s * SLICE; i < (s + 1) * SLICE; i++) {
      const sample = samples[i]!;
      sum += sample;
      squares += sample * sample;
    }
    profile[s] = Math.sqrt(Math.max(0, squares - sum * sum / SLICE) / (SLICE - 1));
    mean += profile[s]! / slices;
  }
  for (let s = 0, run = 0; s < slices; s++) profile[s] = run += profile[s]! - mean;
  return profile;
}

/**
 * Root of the mean squared residual of the profile about a straight line in every block of that
 * length. The sums of y, y squared and xy move along with the block.
 */
function fluctuation(profile: Float64Array, length: number): number {
  const jump = Math.max(1, Math.floor(length / 50));
  const sumX = length * (length - 1) / 2;
  const varX = length * (length * length - 1) / 12;
  const y = runningSums(profile, (value) => value);
  const yy = runningSums(profile, (value) => value * value);
  const iy = runningSums(profile, (value, i) => value * i);
  let total = 0;
  for (let start = 0; start < profile.length - length; start += jump) {
    const end = start + length;
    const sumY = y[end]! - y[start]!;
    const sumXY = iy[end]! - iy[start]! - start * sumY;
    const covXY = sumXY - sumX * sumY / length;
    const varY = yy[end]! - yy[start]! - sumY * sumY / length;
    total += Math.max(0, varY - covXY * covXY / varX) / length;
  }
  return Math.sqrt(total / ((profile.length - length) / jump));
}

function runningSums(
  values: Float64Array,
  term: (value: number, index: number) => number,
): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + term(values[i]!, i);
  return sums;
}

function blockLengths(): readonly number[] {
  const lengths: number[] = [];
  for (let tau = Math.fround(310); tau <= 8800; tau = Math.fround(tau * Math.fround(1.1))) {
    lengths.push(Math.floor(tau / 10));
  }
  return lengths;
}
