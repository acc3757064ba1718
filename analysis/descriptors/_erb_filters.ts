import { BINS, FRAME, PADDED_BINS } from "./_spectrogram.ts";

/** Number of gammatone bands. */
export const ERB_BANDS = 40;

const SAMPLE_RATE = 44100;
const LOWEST = 80;
const HIGHEST = SAMPLE_RATE / 2;
/** Glasberg & Moore's parameters of the equivalent rectangular bandwidth. */
const EAR_Q = 9.26449;
const MIN_WIDTH = 24.7;

let filters: readonly Float32Array[] | undefined;

/**
 * Weights of 40 gammatone bands between 80 Hz and 22.05 kHz, lowest first, at the bins of a spectrum
 * (Slaney 1993, after Ellis 2009), as Essentia's ERBBands has them: with each pole counted twice in
 * place of its conjugate, so that a band's peak lies far above 1, and higher for narrower bands.
 * Each has {@linkcode PADDED_BINS} entries, the last ones 0. Made once a thread.
 */
export function erbFilters(): readonly Float32Array[] {
  return filters ??= design();
}

function design(): Float32Array[] {
  const width = EAR_Q * MIN_WIDTH;
  const ratio = Math.log((LOWEST + width) / (HIGHEST + width));
  return Array.from({ length: ERB_BANDS }, (_, b) => {
    const centre = -width + Math.exp((ERB_BANDS - b) * ratio / ERB_BANDS) * (HIGHEST + width);
    const weights = new Float32Array(PADDED_BINS);
    weights.set(response(centre));
    return weights;
  });
}

function response(centre: number): Float64Array {
  const angle = 2 * Math.PI * centre / SAMPLE_RATE;
  const decay = Math.exp(-1.019 * 2 * Math.PI * (centre / EAR_Q + MIN_WIDTH) / SAMPLE_RATE);
  const real = decay * Math.cos(angle), imaginary = decay * Math.sin(angle);
  const zeros = [Math.SQRT2 + 1, Math.SQRT2 - 1].flatMap((tangent) => [
    real + tangent * imaginary,
    real - tangent * imaginary,
  ]);
  const zerosAt = (at: number) =>
    zeros.reduce((product, zero) => product * Math.hypot(Math.cos(at) - zero, Math.sin(at)), 1);
  const poleAt = (at: number, side: number) =>
    Math.hypot(Math.cos(at) - real, Math.sin(at) - side * imaginary);
  const gain = zerosAt(angle) / (poleAt(angle, 1) * poleAt(angle, -1)) ** 4;
  return Float64Array.from({ length: BINS }, (_, k) => {
    const at = 2 * Math.PI * k / FRAME;
    return zerosAt(at) / poleAt(at, 1) ** 8 / gain;
  });
}
