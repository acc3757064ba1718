import type { Hertz } from "../../domain/mod.ts";

/** Triangles over the bins of a spectrum: band `b` weighs bins `first[b]` and on. */
export interface FilterBank {
  readonly first: Uint32Array;
  /** Where the weights of each band start in `weights`; one further entry ends the last. */
  readonly offset: Uint32Array;
  readonly weights: Float64Array;
}

/** Which bands lie over which spectrum. */
export interface MelBands {
  readonly sampleRate: Hertz;
  /** Samples of the transform. */
  readonly fftSize: number;
  readonly bands: number;
  readonly lowest: Hertz;
  readonly highest: Hertz;
}

/** Sums a spectrum (shape `(fftSize / 2 + 1,)`) into its bands. */
export function weigh(spectrum: Float64Array, bank: FilterBank, bands: Float32Array): void {
  const { first, offset, weights } = bank;
  for (let b = 0; b < bands.length; b++) {
    let sum = 0;
    for (let w = offset[b]!, k = first[b]!; w < offset[b + 1]!; w++, k++) {
      sum += weights[w]! * spectrum[k]!;
    }
    bands[b] = sum;
  }
}

/** Where the triangles begin, have their tops and end, Hz. Shape `(bands + 2,)`. */
export function melEdges({ bands, lowest, highest }: MelBands): Float64Array {
  const low = melOf(lowest), step = (melOf(highest) - low) / (bands + 1);
  return Float64Array.from({ length: bands + 2 }, (_, i) => hertzOf(low + i * step));
}

/** Unit-area triangles between neighbouring centres on Slaney's mel scale, weighted linearly in hertz. */
export function slaneyBank(plan: MelBands): FilterBank {
  const { bands, fftSize, sampleRate } = plan;
  const edges = melEdges(plan);
  const first = new Uint32Array(bands), offset = new Uint32Array(bands + 1);
  const weights: number[] = [];
  for (let b = 0; b < bands; b++) {
    const left = edges[b]!, centre = edges[b + 1]!, right = edges[b + 2]!;
    const binWidth = sampleRate / fftSize;
    first[b] = Math.ceil(left / binWidth);
    for (let k = first[b]!; k * binWidth <= right && k <= fftSize / 2; k++) {
      const hertz = k * binWidth;
      const height = hertz < centre
        ? (hertz - left) / (centre - left)
        : (right - hertz) / (right - centre);
      weights.push(height * 2 / (right - left));
    }
    offset[b + 1] = weights.length;
  }
  return { first, offset, weights: Float64Array.from(weights) };
}

const LINEAR_STEP = 200 / 3;
const LOG_START = 1000;
const LOG_STEP = Math.log(6.4) / 27;

/** Slaney's Auditory Toolbox scale: linear below 1 kHz, logarithmic above. */
function melOf(hertz: number): number {
  if (hertz < LOG_START) return hertz / LINEAR_STEP;
  return LOG_START / LINEAR_STEP + Math.log(hertz / LOG_START) / LOG_STEP;
}

function hertzOf(mel: number): number {
  const above = mel - LOG_START / LINEAR_STEP;
  return above < 0 ? mel * LINEAR_STEP : LOG_START * Math.exp(above * LOG_STEP);
}
