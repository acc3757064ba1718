import type { Hertz } from "../../domain/mod.ts";

/**
 * Decoded audio: one Float32Array per channel (1 or 2, all of one length), samples nominally in
 * [-1, 1].
 */
export interface Signal {
  readonly sampleRate: Hertz;
  readonly channels: readonly Float32Array[];
}

/** The loudest sample that the analysis lets through, +24 dBFS; damaged files decode to more. */
export const SAMPLE_LIMIT = 16;

/** RMS level below which a signal counts as silent: -70 dBFS, the absolute gate of BS.1770-4. */
export const SILENCE_RMS = 10 ** (-70 / 20);

/**
 * The average of the channels, as Essentia's MonoMixer gives it. Non-finite samples become 0 and
 * samples beyond {@linkcode SAMPLE_LIMIT} are clipped to it: one NaN makes essentia.js hang, one
 * 1e30 makes every spectrum infinite.
 */
export function monoOf(signal: Signal): Float32Array {
  const [left, right] = signal.channels;
  if (!left) return new Float32Array(0);
  if (!right) return boundedOf(left);
  const mono = new Float32Array(left.length);
  for (let i = 0; i < mono.length; i++) mono[i] = bounded((left[i]! + (right[i] ?? 0)) * 0.5);
  return mono;
}

/**
 * The samples with non-finite ones replaced by 0 and the others limited to ±{@linkcode SAMPLE_LIMIT};
 * the array itself where there is nothing to mend.
 */
export function boundedOf(samples: Float32Array): Float32Array {
  for (let i = 0; i < samples.length; i++) {
    if (!(Math.abs(samples[i]!) <= SAMPLE_LIMIT)) return samples.map(bounded);
  }
  return samples;
}

function bounded(sample: number): number {
  if (Math.abs(sample) <= SAMPLE_LIMIT) return sample;
  return Number.isFinite(sample) ? Math.sign(sample) * SAMPLE_LIMIT : 0;
}

/** Root mean square of the samples about their mean, so that a constant offset has no level. */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i]!;
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return Math.sqrt(Math.max(0, squares / samples.length - mean * mean));
}

/** Whether the samples are silence, or silence with a constant offset: see {@linkcode SILENCE_RMS}. */
export function isSilent(samples: Float32Array): boolean {
  return !(levelOf(samples) >= SILENCE_RMS);
}
