import { createRealFft, hann } from "../signal/mod.ts";
import { createWhitener } from "./_whitening.ts";

const SAMPLE_RATE = 44100;
const FRAME = 4096;
const BIN_WIDTH = SAMPLE_RATE / FRAME;
const LOWEST = 25;
const HIGHEST = 3500;
const SMALLEST_MAGNITUDE = 1e-4;
const MOST_PEAKS = 60;

/**
 * Semitones that a partial may lie above its fundamental, and the squared weight with which it then
 * counts for it: partials 1, 2 and 4 together, the third, and the fifth (Gómez 2006).
 */
const PARTIALS = [
  { semitones: 0, weight: 9 },
  { semitones: 12 * Math.log2(3 / 2), weight: 1 },
  { semitones: 12 * Math.log2(5 / 4), weight: (2 / Math.log2(5)) ** 2 },
] as const;

/** Peaks of a spectrum; only the first `count` entries mean anything. */
export interface Peaks {
  count: number;
  readonly hertz: Float64Array;
  readonly magnitude: Float64Array;
}

/**
 * Harmonic pitch class profile of the whole signal (Gómez 2006): 12 values from A upwards, summed
 * over frames of 4096 samples; the steps and constants of Essentia's KeyExtractor (60 largest
 * peaks from 25 to 3500 Hz, whitened, five harmonics, cosine weighting).
 *
 * @param x44k Finite mono samples at 44.1 kHz.
 */
export function pitchClassesOf(x44k: Float32Array): Float64Array {
  const fft = createRealFft(FRAME);
  const window = unitSineWindow();
  const whiten = createWhitener({ highest: HIGHEST, binWidth: BIN_WIDTH, bins: fft.bins });
  const frame = new Float64Array(FRAME);
  const spectrum = new Float64Array(fft.bins);
  const peaks: Peaks = {
    count: 0,
    hertz: new Float64Array(fft.bins),
    magnitude: new Float64Array(fft.bins),
  };
  const classes = new Float64Array(12);
  for (let start = -FRAME / 2; start < x44k.length; start += FRAME) {
    for (let i = 0; i < FRAME; i++) frame[i] = window[i]! * (x44k[start + i] ?? 0);
    fft.transform(frame);
    for (let k = 0; k < fft.bins; k++) spectrum[k] = Math.sqrt(fft.re[k]! ** 2 + fft.im[k]! ** 2);
    findPeaks(spectrum, peaks);
    keepLargest(peaks);
    whiten(spectrum, peaks);
    for (let p = 0; p < peaks.count; p++) {
      addPartial(classes, { hertz: peaks.hertz[p]!, energy: peaks.magnitude[p]! ** 2 });
    }
  }
  return classes;
}

/** Hann window under which a sine of amplitude 1 has a peak of 1. */
function unitSineWindow(): Float64Array {
  const window = hann(FRAME);
  const sum = window.reduce((total, value) => total + value, 0);
  return window.map((value) => 2 * value / sum);
}

/** Local maxima between the frequency limits, placed by a parabola through three bins. */
function findPeaks(spectrum: Float64Array, peaks: Peaks): void {
  const first = Math.ceil(LOWEST / BIN_WIDTH);
  peaks.count = 0;
  if (spectrum[first]! > spectrum[first + 1]!) addPeak(peaks, first * BIN_WIDTH, spectrum[first]!);
  for (let k = first + 1; k < spectrum.length - 1; k++) {
    const middle = spectrum[k]!;
    if (middle <= spectrum[k - 1]! || middle < spectrum[k + 1]!) continue;
    let end = k;
    while (end + 1 < spectrum.length - 1 && spectrum[end + 1] === middle) end++;
    if (spectrum[end + 1]! < middle) {
      const slope = end > k ? 0 : spectrum[k - 1]! - spectrum[k + 1]!;
      const offset = end > k
        ? (end - k) / 2
        : 0.5 * slope / (spectrum[k - 1]! - 2 * middle + spectrum[k + 1]!);
      const hertz = (k + offset) * BIN_WIDTH;
      if (hertz > HIGHEST) return;
      addPeak(peaks, hertz, middle - 0.25 * slope * offset, middle);
    }
    k = end;
  }
}

function addPeak(peaks: Peaks, hertz: number, magnitude: number, level = magnitude): void {
  if (level <= SMALLEST_MAGNITUDE) return;
  peaks.hertz[peaks.count] = hertz;
  peaks.magnitude[peaks.count++] = magnitude;
}

function keepLargest(peaks: Peaks): void {
  if (peaks.count <= MOST_PEAKS) return;
  const threshold = peaks.magnitude.slice(0, peaks.count).sort()[peaks.count - MOST_PEAKS]!;
  let kept = 0;
  for (let p = 0; p < peaks.count && kept < MOST_PEAKS; p++) {
    if (peaks.magnitude[p]! < threshold) continue;
    peaks.hertz[kept] = peaks.hertz[p]!;
    peaks.magnitude[kept++] = peaks.magnitude[p]!;
  }
  peaks.count = kept;
}

/** Adds a partial to the pitch classes of the fundamentals that it may belong to. */
function addPartial(
  classes: Float64Array,
  { hertz, energy }: { readonly hertz: number; readonly energy: number },
): void {
  const position = 12 * Math.log2(hertz / 440);
  for (const { semitones, weight } of PARTIALS) {
    const note = position - semitones;
    const nearest = Math.round(note);
    classes[((nearest % 12) + 12) % 12]! += Math.cos(Math.PI * (note - nearest)) * energy * weight;
  }
}
