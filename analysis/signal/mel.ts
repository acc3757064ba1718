import type { Hertz } from "../../domain/mod.ts";
import { type MelBands, slaneyBank, weigh } from "./_filter_bank.ts";
import { createRealFft } from "./fft.ts";

/** A mel spectrogram, row-major: `data[frame * bands + band]`. */
export interface MelSpectrogram {
  readonly frames: number;
  readonly bands: number;
  readonly data: Float32Array;
}

interface MelPlan extends MelBands {
  readonly hopSize: number;
  readonly spectrum: "power" | "magnitude";
  readonly logarithmic: boolean;
}

const MUSICNN: MelPlan = {
  sampleRate: 16000,
  frameSize: 512,
  hopSize: 256,
  bands: 96,
  lowest: 0,
  highest: 8000,
  spectrum: "power",
  logarithmic: true,
};

const TEMPOCNN: MelPlan = {
  sampleRate: 11025,
  frameSize: 1024,
  hopSize: 512,
  bands: 40,
  lowest: 20,
  highest: 5000,
  spectrum: "magnitude",
  logarithmic: false,
};

/**
 * The mel spectrogram that MusiCNN, VGG and Discogs-EffNet take, as Essentia's
 * TensorflowInputMusiCNN gives it (within 5e-4): 96 Slaney bands of the power spectrum, 0-8000 Hz,
 * frames of 512 samples every 256, the first centred on time 0, log10(1 + 10000 mel).
 *
 * @param x16k Mono samples at 16 kHz.
 */
export function musicnnMel(x16k: Float32Array): MelSpectrogram {
  return melSpectrogram(x16k, MUSICNN);
}

/**
 * The mel spectrogram that TempoCNN takes, as Essentia's TensorflowInputTempoCNN gives it: 40
 * Slaney bands of the magnitude spectrum, 20-5000 Hz, frames of 1024 samples every 512, no
 * logarithm.
 *
 * @param x11025 Mono samples at 11,025 Hz.
 */
export function tempocnnMel(x11025: Float32Array): MelSpectrogram {
  return melSpectrogram(x11025, TEMPOCNN);
}

function melSpectrogram(samples: Float32Array, plan: MelPlan): MelSpectrogram {
  const { frameSize, hopSize, bands } = plan;
  const frames = samples.length === 0 ? 0 : Math.ceil(samples.length / hopSize) + 1;
  const data = new Float32Array(frames * bands);
  const fft = createRealFft(frameSize);
  const window = hann(frameSize);
  const bank = slaneyBank(plan);
  const frame = new Float64Array(frameSize);
  const spectrum = new Float64Array(fft.bins);
  for (let f = 0; f < frames; f++) {
    const start = f * hopSize - frameSize / 2;
    for (let i = 0; i < frameSize; i++) frame[i] = window[i]! * (samples[start + i] ?? 0);
    fft.transform(frame);
    for (let k = 0; k < fft.bins; k++) spectrum[k] = fft.re[k]! ** 2 + fft.im[k]! ** 2;
    if (plan.spectrum === "magnitude") {
      for (let k = 0; k < fft.bins; k++) spectrum[k] = Math.sqrt(spectrum[k]!);
    }
    weigh(spectrum, bank, data.subarray(f * bands, (f + 1) * bands));
  }
  if (plan.logarithmic) {
    for (let i = 0; i < data.length; i++) data[i] = Math.log10(1 + 10000 * data[i]!);
  }
  return { frames, bands, data };
}

/** Hann window with `size - 1` in the denominator, not normalised, as Essentia's Windowing. */
export function hann(size: number): Float64Array {
  const window = new Float64Array(size);
  for (let i = 0; i < size; i++) window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (size - 1));
  return window;
}
