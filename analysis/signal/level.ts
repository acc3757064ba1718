import { absent, type Lufs, type Measured, present } from "../../domain/mod.ts";
import { integratedLoudnessOf } from "./loudness.ts";
import type { Signal } from "./signal.ts";

/**
 * One channel at a given integrated loudness, for a network that hears the level. Samples may exceed 1.
 * Absent where the loudness is: for less than 0.4 s, and below -70 LUFS.
 */
export function atLoudness(
  mono: Float32Array,
  { sampleRate, loudness }: Pick<Signal, "sampleRate"> & { readonly loudness: Lufs },
): Measured<Float32Array> {
  const integrated = integratedLoudnessOf({ sampleRate, channels: [mono] });
  if ("absent" in integrated) return absent(integrated.absent);
  const gain = 10 ** ((loudness - integrated.value) / 20);
  const levelled = new Float32Array(mono.length);
  for (let i = 0; i < mono.length; i++) levelled[i] = mono[i]! * gain;
  return present(levelled);
}
