import type { Absence } from "../../domain/mod.ts";
import { boundedOf, levelOf, SILENCE_RMS } from "../signal/mod.ts";
import { type Pitches, pitchesOf } from "./_pitch_classes.ts";
import { onsetRate, periodicity, totalOf } from "./_rhythm_shape.ts";
import { TIMBRE_HOP, type TimbreFrames, timbreFrames } from "./_timbre_frames.ts";

/** Partials this far below the signal's level do not stand out from it. */
const QUIETEST_PARTIAL = 1e-3;
const SAMPLE_RATE = 44100;
/** Three seconds: of less nothing is said. */
const SHORTEST = 3 * SAMPLE_RATE;

/**
 * Where the measures below are far from all music that was heard and on the side of tones, noise or
 * speech: docs/analysis.md, "What is no music", has the figures.
 */
const LIMITS = {
  /** Deviation of the onset strength, dB a band, under which nothing happens at all. */
  still: 0.25,
  /** The same, where nothing repeats either. */
  stillWithoutPulse: 0.3,
  /** The same, where one pitch class is all there is. */
  stillOnOnePitch: 0.5,
  /** Clarity of the pitch classes from which one is all there is. */
  onePitch: 0.5,
  /** Autocorrelation of the onset strength under which nothing repeats. */
  pulse: 0.2,
  /** Tuning under which there are no notes of fixed pitch, where nothing repeats either. */
  notes: 0.2,
  /** Mean spectral flatness (dB) from which a spectrum has no peaks, as clicks have. */
  flat: -7,
} as const;

/** What several descriptors need to know of a signal. Everything is made on first use and kept. */
export class Texture {
  /** The samples, finite and bounded. */
  readonly samples: Float32Array;
  #level: number | undefined;
  #frames: TimbreFrames | undefined;
  #pitches: Pitches | undefined;
  #pulse: number | undefined;

  /** @param x44k Mono samples at 44.1 kHz; where they are silent, that alone may be asked. */
  constructor(x44k: Float32Array) {
    this.samples = boundedOf(x44k);
  }

  get isSilent(): boolean {
    return !(this.#levelOfAll() >= SILENCE_RMS);
  }

  get frames(): TimbreFrames {
    return this.#frames ??= timbreFrames(this.samples);
  }

  get pitches(): Pitches {
    return this.#pitches ??= pitchesOf(
      this.samples,
      QUIETEST_PARTIAL * this.#levelOfAll(),
    );
  }

  /** Onsets a second. */
  get onsetRate(): number {
    return onsetRate(this.frames.onsets, SAMPLE_RATE / TIMBRE_HOP);
  }

  /** Pitch classes from C upwards, shares that add up to 1; all equal where there is no pitch. */
  get chroma(): number[] {
    const { audible } = this.pitches;
    const sum = audible.reduce((total, value) => total + value, 0);
    return Array.from({ length: 12 }, (_, i) => sum > 0 ? audible[(i + 3) % 12]! / sum : 1 / 12);
  }

  /** 1 minus the entropy of the pitch classes over its maximum: 0 for noise, 1 for one pitch class. */
  get clarity(): number {
    const entropy = this.chroma.reduce(
      (sum, share) => share > 0 ? sum - share * Math.log(share) : sum,
      0,
    );
    return 1 - entropy / Math.log(12);
  }

  /**
   * Why neither tempo nor key nor danceability would mean anything: the sound is steady, as a tone or a
   * drone, or has neither pulse nor notes, as noise, applause and speech. `undefined` where they can.
   */
  get emptiness(): Absence | undefined {
    if (this.samples.length < SHORTEST) return undefined;
    const strength = totalOf(this.frames.onsets);
    const change = deviationOf(strength);
    if (change < LIMITS.still) return "steady";
    if (change < LIMITS.stillOnOnePitch && this.clarity > LIMITS.onePitch) return "steady";
    if (this.#pulseStrength() >= LIMITS.pulse) return undefined;
    if (this.pitches.tuning < LIMITS.notes) return "shapeless";
    return change < LIMITS.stillWithoutPulse ? "steady" : undefined;
  }

  /** Why a key would mean nothing though there may be a pulse; `undefined` where it can. */
  get pitchlessness(): Absence | undefined {
    if (this.samples.length < SHORTEST) return undefined;
    const flatness = this.frames.shape.means()[3]!;
    return flatness > LIMITS.flat ? "no-pitch" : undefined;
  }

  #levelOfAll(): number {
    return this.#level ??= levelOf(this.samples);
  }

  #pulseStrength(): number {
    return this.#pulse ??= Math.max(...periodicity(this.frames.onsets, SAMPLE_RATE / TIMBRE_HOP));
  }
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
