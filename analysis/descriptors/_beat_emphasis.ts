import { lanes, type RealFft, reserve } from "../signal/mod.ts";
import { autocorrelation, planAutocorrelation } from "./_autocorrelation.ts";
import { ComplexDifferences } from "./_complex_difference.ts";
import { ERB_BANDS, erbFilters } from "./_erb_filters.ts";
import { PADDED_BINS, type Spectrum } from "./_spectrogram.ts";

/** Frames over which a band's onsets are levelled on each side, 0.09 s. */
const SMOOTHING = 8;
/** Longest lag of the autocorrelation: 5.94 s. */
const LONGEST = 512;
/** Multiples of a period that speak for it. */
const COMBS = 4;
/**
 * The band whose salience is the least that counts. The paper takes the strongest 40 %; Essentia
 * means to, but leaves the saliences unsorted, so that band 24 decides.
 */
const THRESHOLD_BAND = 24;

/**
 * Beat emphasis function (Davies, Plumbley & Eck 2009) as Essentia's OnsetDetectionGlobal computes
 * it: complex differences in 40 gammatone bands, weighted by how strong a beat the band has over
 * the whole signal.
 */
export class BeatEmphasis {
  readonly #bands: readonly Float64Array[];
  readonly #sums = (bandSums ??= new BandSums());
  readonly #differences = new ComplexDifferences("added");
  #frame = 0;

  /** @param frames Number of spectra that will be added. */
  constructor(frames: number) {
    this.#bands = Array.from({ length: ERB_BANDS }, () => new Float64Array(frames));
  }

  add(spectrum: Spectrum): void {
    const squares = this.#differences.next(spectrum);
    const bands = this.#bands, frame = this.#frame++;
    const sums = this.#sums.of(squares);
    for (let b = 0; b < ERB_BANDS; b++) bands[b]![frame] = sums[b]!;
  }

  result(): Float32Array {
    return emphasised(this.#bands);
  }
}

/** Made once a thread. */
let bandSums: BandSums | undefined;

/** Sums over the bins, weighted by each gammatone band. */
class BandSums {
  readonly #weights = reserve(Float64Array, ERB_BANDS * PADDED_BINS);
  readonly #sums = reserve(Float64Array, ERB_BANDS);

  constructor() {
    erbFilters().forEach((filter, b) => this.#weights.set(filter, b * PADDED_BINS));
  }

  /** One a band, of values in the memory of the SIMD loops; the same array every time, written anew. */
  of({ byteOffset, byteLength }: Float64Array): Float64Array {
    lanes.wideDots(
      byteOffset,
      this.#weights.byteOffset,
      ERB_BANDS,
      byteLength,
      this.#sums.byteOffset,
    );
    return this.#sums;
  }
}

function emphasised(bands: readonly Float64Array[]): Float32Array {
  const frames = bands[0]!.length;
  const fft = planAutocorrelation(frames + 2 * SMOOTHING);
  const levelled = bands.map((band) => levelledBand(band));
  const saliences = levelled.map((band) => beatSalience(band, fft));
  const strongest = Math.max(...saliences);
  const weights = saliences.map((value) => strongest > 0 ? value / strongest : 0);
  const threshold = weights[THRESHOLD_BAND]!;
  const onsets = new Float32Array(frames);
  for (let b = 0; b < levelled.length; b++) {
    if (weights[b]! >= threshold) addWeighted(onsets, levelled[b]!, weights[b]!);
  }
  return onsets;
}

function addWeighted(onsets: Float32Array, band: Float64Array, weight: number): void {
  for (let f = 0; f < onsets.length; f++) onsets[f]! += band[f]! * weight;
}

/**
 * A band's onsets over their standard deviation, less their moving average, where positive; then
 * the last value twice {@linkcode SMOOTHING} times over, which the autocorrelation sees as well.
 */
function levelledBand(band: Float64Array): Float64Array {
  const frames = band.length;
  const deviation = deviationOf(band);
  const scale = deviation > 0 ? 1 / deviation : 1;
  const padded = new Float64Array(frames + 2 * SMOOTHING);
  for (let f = 0; f < padded.length; f++) padded[f] = scale * band[Math.min(f, frames - 1)]!;
  const levelled = padded.slice();
  for (let f = 0; f < frames; f++) {
    let sum = 0;
    for (let i = f + 2 * SMOOTHING; i >= Math.max(0, f); i--) sum += padded[i]!;
    levelled[f] = Math.max(0, padded[f]! - sum / (2 * SMOOTHING + 1));
  }
  return levelled;
}

function deviationOf(values: Float64Array): number {
  let sum = 0, squares = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}

/** Strength of the clearest period: comb-filtered autocorrelation under a preference for 120 BPM. */
function beatSalience(band: Float64Array, fft: RealFft): number {
  const lags = autocorrelation(band, { fft, count: LONGEST });
  const preference = 43 * 43;
  let salience = 0;
  for (let period = COMBS - 1; period < Math.floor((LONGEST - COMBS + 1) / COMBS) - 1; period++) {
    const weight = (period + 1) / preference * Math.exp(-0.5 * (period + 1) ** 2 / preference);
    let sum = 0;
    for (let comb = 1; comb <= COMBS; comb++) {
      for (let region = 1 - comb; region < comb; region++) {
        sum += (lags[period * comb + region] ?? 0) / (2 * comb - 1);
      }
    }
    salience = Math.max(salience, weight * sum);
  }
  return salience;
}
