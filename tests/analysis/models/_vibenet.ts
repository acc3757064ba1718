import { decode } from "../../../analysis/decode/mod.ts";
import { atLoudness, monoOf, resample } from "../../../analysis/signal/mod.ts";

/** What the package makes of a sound: see `tools/check_vibenet.py`. */
export interface Reference {
  readonly frames: number;
  /** Frame, band, decibels. */
  readonly probes: readonly (readonly [number, number, number])[];
  /** Mean of all decibels. */
  readonly mean: number;
  readonly values: Readonly<Record<string, number>>;
}

const RATE = 16000;

/** Made sounds at 16 kHz by name, the same on every machine. */
export const MADE: Readonly<Record<string, Float32Array>> = {
  tones: Float32Array.from({ length: 6 * RATE }, (_, i) => {
    const t = i / RATE;
    return 0.2 * Math.sin(2 * Math.PI * 220 * t) * Math.exp(-(t % 0.5) * 4) +
      0.1 * Math.sin(2 * Math.PI * (300 + 250 * t) * t);
  }),
  hiss: noise(4 * RATE + 123),
};

function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, (_, i) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 1073741824 - 1) * 0.3 * Math.sin(i / 3000) ** 2;
  });
}

/** A file as VibeNet is to hear it: at most 30 s of mono at 16 kHz and -14 LUFS. */
export async function heardBy(path: string): Promise<Float32Array> {
  const { signal } = await decode(path, { mono: true });
  const x16k = resample(monoOf(signal), { from: signal.sampleRate, to: RATE });
  const levelled = atLoudness(x16k.subarray(0, 30 * RATE), { sampleRate: RATE, loudness: -14 });
  if ("absent" in levelled) throw new Error(`${path}: ${levelled.absent}`);
  return levelled.value;
}
