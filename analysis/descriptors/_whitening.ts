import type { Peaks } from "./_pitch_classes.ts";

/** Distance of the points at which the envelope is sampled. */
const STEP = 100;
/** Level in dB of a value too small to matter. */
const FLOOR = -200;

interface EnvelopePoint {
  readonly first: number;
  /** Fourth powers of a triangle over the bins. */
  readonly weights: Float64Array;
}

/**
 * Spectral whitening as Essentia's SpectralWhitening does it (after Röbel & Rodet 2005): each peak's
 * magnitude becomes its level relative to the spectral envelope, at most 0 dB and -200 dB from 30 dB
 * below it, less 5 dB a kilohertz.
 */
export class Whitener {
  readonly #points: readonly EnvelopePoint[];
  readonly #levels: Float64Array;
  readonly #energy: Float64Array;
  /** Bins that the envelope looks at. */
  readonly #needed: number;

  constructor(
    options: { readonly highest: number; readonly binWidth: number; readonly bins: number },
  ) {
    this.#points = envelopePoints(options);
    this.#levels = new Float64Array(this.#points.length);
    this.#energy = new Float64Array(options.bins);
    this.#needed = Math.max(...this.#points.map(({ first, weights }) => first + weights.length));
  }

  /** Takes the envelope of a spectrum, whose peaks are whitened next. */
  trace(spectrum: Float64Array): void {
    const levels = this.#levels, energy = this.#energy, needed = this.#needed;
    for (let k = 0; k < needed; k++) energy[k] = spectrum[k]! * spectrum[k]!;
    for (let i = 0; i < levels.length; i++) levels[i] = pointLevel(this.#points[i]!, energy);
    levels[levels.length - 1] = levels[levels.length - 2]!;
  }

  /** Whitens peaks of the spectrum whose envelope was taken last. */
  whiten(peaks: Peaks): void {
    const levels = this.#levels;
    for (let p = 0; p < peaks.count; p++) {
      const position = peaks.hertz[p]! / STEP;
      const left = Math.min(Math.floor(position), levels.length - 2);
      const envelope = levels[left]! + (position - left) * (levels[left + 1]! - levels[left]!);
      const above = decibels(peaks.magnitude[p]! ** 2) - envelope;
      const white = above > 0 ? 0 : above > -30 ? above : FLOOR;
      peaks.magnitude[p] = 10 ** ((white - 20 * peaks.hertz[p]! / 4000) / 20);
    }
  }
}

function envelopePoints(
  { highest, binWidth, bins }: {
    readonly highest: number;
    readonly binWidth: number;
    readonly bins: number;
  },
): EnvelopePoint[] {
  const points: EnvelopePoint[] = [];
  for (let hertz = 0; hertz <= highest * 1.2; hertz += STEP) {
    const low = Math.trunc((hertz - Math.max(50, hertz * 0.34)) / binWidth + 0.5);
    const high = Math.trunc((hertz + Math.max(50, hertz * 0.58)) / binWidth + 0.5);
    const first = Math.max(0, Math.min(bins - 1, low));
    const end = Math.min(bins, Math.max(first + 1, high));
    const half = (end - first) / 2;
    const weights = Float64Array.from(
      { length: end - first },
      (_, i) => (1 - Math.abs(i - half) / half) ** 4,
    );
    points.push({ first, weights });
  }
  return points;
}

/** Level of the envelope at a point: the mean energy around it, weighted by distance and by itself. */
function pointLevel({ first, weights }: EnvelopePoint, energy: Float64Array): number {
  let sum = 0, total = 0;
  for (let i = 0; i < weights.length; i++) {
    const value = energy[first + i]!;
    const weighted = weights[i]! * value;
    sum += value * weighted;
    total += weighted;
  }
  return decibels(total === 0 ? sum : sum / total);
}

function decibels(energy: number): number {
  return energy < 1e-20 ? FLOOR : 10 * Math.log10(energy);
}
