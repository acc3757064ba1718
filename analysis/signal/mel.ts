import { type FilterBank, type MelBands, slaneyBank, weigh } from "./_filter_bank.ts";
import { log10 } from "./_log10.ts";
import { WindowedFft } from "./fft.ts";

/** A mel spectrogram, row-major: `data[frame * bands + band]`. */
export interface MelSpectrogram {
  readonly frames: number;
  readonly bands: number;
  readonly data: Float32Array;
}

interface MelPlan extends MelBands {
  /** Samples of a frame, followed by zeros up to the size of the transform. */
  readonly frameSize: number;
  readonly hopSize: number;
  readonly window: Float64Array;
  /** What lies beyond the ends. */
  readonly beyond: "zeros" | "mirror";
  readonly spectrum: "power" | "magnitude";
  /** Brings the bands' values to their scale. */
  readonly scale: (bands: Float32Array) => void;
}

const MUSICNN: MelPlan = {
  sampleRate: 16000,
  frameSize: 512,
  fftSize: 512,
  hopSize: 256,
  window: hann(512),
  beyond: "zeros",
  bands: 96,
  lowest: 0,
  highest: 8000,
  spectrum: "power",
  scale: (bands) => {
    for (let i = 0; i < bands.length; i++) bands[i] = log10(1 + 10000 * bands[i]!);
  },
};

const TEMPOCNN: MelPlan = {
  sampleRate: 11025,
  frameSize: 1024,
  fftSize: 1024,
  hopSize: 512,
  window: hann(1024),
  beyond: "zeros",
  bands: 40,
  lowest: 20,
  highest: 5000,
  spectrum: "magnitude",
  scale: () => {},
};

/** Smallest power that VibeNet's decibels know. */
const LEAST_POWER = 1e-10;

const VIBENET: MelPlan = {
  sampleRate: 16000,
  frameSize: 640,
  fftSize: 1024,
  hopSize: 320,
  window: hann(641).subarray(0, 640),
  beyond: "mirror",
  bands: 128,
  lowest: 0,
  highest: 8000,
  spectrum: "power",
  scale: (bands) => {
    for (let i = 0; i < bands.length; i++) bands[i] = 10 * log10(Math.max(LEAST_POWER, bands[i]!));
  },
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

/**
 * The mel spectrogram that VibeNet was trained on, in decibels and without the floor that it puts 80 dB
 * below each clip's maximum: 128 Slaney bands of the power spectrum, 0-8000 Hz, frames of 640 samples
 * every 320 in a transform of 1024, the first centred on time 0, mirrored at the ends. It equals the
 * package's own `extract_mel(center=True)` before that floor.
 *
 * @param x16k Mono samples at 16 kHz.
 */
export function vibenetMel(x16k: Float32Array): MelSpectrogram {
  return melSpectrogram(x16k, VIBENET);
}

function framesIn(length: number, { hopSize, beyond }: MelPlan): number {
  if (length === 0) return 0;
  return beyond === "zeros" ? Math.ceil(length / hopSize) + 1 : Math.floor(length / hopSize) + 1;
}

/** The samples with half a frame before and after them, of zeros or mirrored about the outermost samples. */
function extended(samples: Float32Array, { frameSize, hopSize, beyond }: MelPlan): Float32Array {
  const half = frameSize / 2;
  const out = new Float32Array(samples.length + frameSize + hopSize);
  out.set(samples, half);
  if (beyond === "zeros") return out;
  const last = samples.length - 1;
  for (let i = 1; i <= half; i++) {
    out[half - i] = samples[Math.min(i, last)]!;
    out[half + last + i] = samples[Math.max(last - i, 0)]!;
  }
  return out;
}

function melSpectrogram(samples: Float32Array, plan: MelPlan): MelSpectrogram {
  const { hopSize, bands, scale } = plan;
  const frames = framesIn(samples.length, plan);
  const data = new Float32Array(frames * bands);
  if (frames === 0) return { frames, bands, data };
  const { fft, bank } = toolsFor(plan);
  const around = extended(samples, plan);
  for (let f = 0; f < frames; f++) {
    fft.transform(around, f * hopSize);
    const spectrum = plan.spectrum === "magnitude" ? fft.magnitudes() : fft.powers();
    weigh(spectrum, bank, data.subarray(f * bands, (f + 1) * bands));
  }
  scale(data);
  return { frames, bands, data };
}

interface MelTools {
  readonly fft: WindowedFft;
  readonly bank: FilterBank;
}

/** Made once a thread. */
const tools = new Map<MelPlan, MelTools>();

function toolsFor(plan: MelPlan): MelTools {
  const made = tools.get(plan) ??
    { fft: new WindowedFft(plan.window, plan.fftSize), bank: slaneyBank(plan) };
  tools.set(plan, made);
  return made;
}

/** Hann window with `size - 1` in the denominator, not normalised, as Essentia's Windowing. */
export function hann(size: number): Float64Array {
  const window = new Float64Array(size);
  for (let i = 0; i < size; i++) window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (size - 1));
  return window;
}
