import { hann, WindowedFft } from "../signal/mod.ts";
import { Whitener } from "./_whitening.ts";

const SAMPLE_RATE = 44100;
const FRAME = 4096;
const BINS = FRAME / 2 + 1;
const BIN_WIDTH = SAMPLE_RATE / FRAME;
const LOWEST = 25;
const HIGHEST = 3500;
const SMALLEST_MAGNITUDE = 1e-4;
const MOST_PEAKS = 60;
/** The most that a parabola through three bins rises above the middle one. */
const MOST_RISE = 1.125;

/**
 * Semitones that a partial may lie above its fundamental, and the squared weight with which it then
 * counts for it: partials 1, 2 and 4 together, the third, and the fifth (Gómez 2006).
 */
const PARTIALS = [
  { semitones: 0, weight: 9 },
  { semitones: 12 * Math.log2(3 / 2), weight: 1 },
  { semitones: 12 * Math.log2(5 / 4), weight: (2 / Math.log2(5)) ** 2 },
] as const;

/** Made once a thread. */
let windowed: WindowedFft | undefined;
let whitener: Whitener | undefined;

/** Peaks of a spectrum; only the first `count` entries mean anything. */
export interface Peaks {
  count: number;
  readonly hertz: Float64Array;
  readonly magnitude: Float64Array;
}

/** Peaks below this say little of tuning, as the bins are too wide there. */
const LOWEST_TUNED = 200;

/** What the spectral peaks of a signal add up to. */
export interface Pitches {
  /** 12 values from A upwards, of the peaks of any magnitude above -80 dB of full scale. */
  readonly classes: Float64Array;
  /** The same of the peaks that stand out from the signal's level. */
  readonly audible: Float64Array;
  /**
   * How far those peaks from 200 Hz keep to one grid of semitones, whatever its tuning: 1 for notes of
   * fixed pitch, near 0 for noise and for voices that glide. Length of the mean of their places on a
   * circle of one semitone, each by its magnitude.
   */
  readonly tuning: number;
}

/**
 * Harmonic pitch class profiles of the whole signal (Gómez 2006), summed over frames of 4096 samples;
 * the steps and constants of Essentia's KeyExtractor (60 largest peaks from 25 to 3500 Hz, whitened,
 * five harmonics, cosine weighting).
 *
 * @param x44k Finite mono samples at 44.1 kHz.
 * @param audible Magnitude from which a peak stands out; a sine of amplitude 1 has 1.
 */
export function pitchesOf(x44k: Float32Array, audible: number): Pitches {
  const fft = (windowed ??= new WindowedFft(unitSineWindow()));
  whitener ??= new Whitener({ highest: HIGHEST, binWidth: BIN_WIDTH, bins: BINS });
  const peaks: Peaks = {
    count: 0,
    hertz: new Float64Array(BINS),
    magnitude: new Float64Array(BINS),
  };
  const [all, loud] = [new Float64Array(12), new Float64Array(12)];
  const tuning = new Tuning();
  for (let start = -FRAME / 2; start < x44k.length; start += FRAME) {
    fft.transform(x44k, start);
    const spectrum = fft.magnitudes();
    whitener.trace(spectrum);
    findPeaks(spectrum, peaks, audible);
    const least = keepLargest(peaks);
    tuning.add(peaks);
    const areLargest = least > MOST_RISE * Math.max(audible, SMALLEST_MAGNITUDE);
    addPeaks(areLargest ? [loud, all] : [loud], { peaks, whitener });
    if (areLargest) continue;
    findPeaks(spectrum, peaks, SMALLEST_MAGNITUDE);
    keepLargest(peaks);
    addPeaks([all], { peaks, whitener });
  }
  return { classes: all, audible: loud, tuning: tuning.strength };
}

function addPeaks(
  classes: readonly Float64Array[],
  { peaks, whitener }: { readonly peaks: Peaks; readonly whitener: Whitener },
): void {
  whitener.whiten(peaks);
  for (let p = 0; p < peaks.count; p++) {
    addPartial(classes, { hertz: peaks.hertz[p]!, energy: peaks.magnitude[p]! ** 2 });
  }
}

/** Adds up where peaks lie between semitones, before they are whitened. */
class Tuning {
  #cos = 0;
  #sin = 0;
  #weight = 0;

  add({ count, hertz, magnitude }: Peaks): void {
    for (let p = 0; p < count; p++) {
      if (hertz[p]! < LOWEST_TUNED) continue;
      const angle = 2 * Math.PI * 12 * Math.log2(hertz[p]! / 440);
      this.#cos += magnitude[p]! * Math.cos(angle);
      this.#sin += magnitude[p]! * Math.sin(angle);
      this.#weight += magnitude[p]!;
    }
  }

  get strength(): number {
    return this.#weight > 0 ? Math.hypot(this.#cos, this.#sin) / this.#weight : 0;
  }
}

/** Hann window under which a sine of amplitude 1 has a peak of 1. */
function unitSineWindow(): Float64Array {
  const window = hann(FRAME);
  const sum = window.reduce((total, value) => total + value, 0);
  return window.map((value) => 2 * value / sum);
}

/** Local maxima between the frequency limits, placed by a parabola through three bins. */
function findPeaks(spectrum: Float64Array, peaks: Peaks, threshold: number): void {
  const first = Math.ceil(LOWEST / BIN_WIDTH);
  const edge = spectrum[first]!;
  peaks.count = 0;
  if (edge > spectrum[first + 1]! && edge > threshold) addPeak(peaks, first, edge);
  for (let k = first + 1; k < spectrum.length - 1; k++) {
    const middle = spectrum[k]!, start = k;
    if (middle <= spectrum[k - 1]! || middle < spectrum[k + 1]!) continue;
    while (k + 1 < spectrum.length - 1 && spectrum[k + 1] === middle) k++;
    if (spectrum[k + 1]! >= middle || middle <= threshold) continue;
    const slope = k > start ? 0 : spectrum[k - 1]! - spectrum[k + 1]!;
    const curve = spectrum[k - 1]! - 2 * middle + spectrum[k + 1]!;
    const bin = k > start ? (start + k) / 2 : k + 0.5 * slope / curve;
    if (bin * BIN_WIDTH > HIGHEST) return;
    addPeak(peaks, bin, k > start ? middle : middle - 0.125 * slope * slope / curve);
  }
}

function addPeak(peaks: Peaks, bin: number, magnitude: number): void {
  peaks.hertz[peaks.count] = bin * BIN_WIDTH;
  peaks.magnitude[peaks.count++] = magnitude;
}

/** Keeps {@linkcode MOST_PEAKS}; returns what all of them reach, 0 where none is left out. */
function keepLargest(peaks: Peaks): number {
  if (peaks.count <= MOST_PEAKS) return 0;
  const threshold = peaks.magnitude.slice(0, peaks.count).sort()[peaks.count - MOST_PEAKS]!;
  let kept = 0;
  for (let p = 0; p < peaks.count && kept < MOST_PEAKS; p++) {
    if (peaks.magnitude[p]! < threshold) continue;
    peaks.hertz[kept] = peaks.hertz[p]!;
    peaks.magnitude[kept++] = peaks.magnitude[p]!;
  }
  peaks.count = kept;
  return threshold;
}

/** Adds a partial to the pitch classes of the fundamentals that it may belong to, in each sum. */
function addPartial(
  classes: readonly Float64Array[],
  { hertz, energy }: { readonly hertz: number; readonly energy: number },
): void {
  const position = 12 * Math.log2(hertz / 440);
  for (const { semitones, weight } of PARTIALS) {
    const note = position - semitones;
    const nearest = Math.round(note);
    const pitchClass = ((nearest % 12) + 12) % 12;
    const value = Math.cos(Math.PI * (note - nearest)) * energy * weight;
    for (const sums of classes) sums[pitchClass]! += value;
  }
}
