import { ACTIVATION_INFO, type ActivationSet, activationStage } from "./activations.ts";
import type { Seconds } from "./units.ts";

/** Classes kept a moment. */
export const TOP_CLASSES = 5;

/**
 * The strongest classes of each moment, strongest first, {@linkcode TOP_CLASSES} a moment:
 * `classes[moment * TOP_CLASSES + rank]` with its activation in hundredths.
 */
export interface TopClasses {
  readonly classes: Uint16Array | Uint8Array;
  readonly activations: Uint8Array;
}

/**
 * What one network heard along a track, at even steps. A moment is one patch of the network, or the mean
 * of neighbouring patches where a track is so long that it would have more than {@linkcode MOST_MOMENTS}.
 * The curves are by catalogue id, in the descriptor's own unit, one value a moment; NaN where it is silent.
 */
export interface Moments {
  /** From the start of one moment to the start of the next. */
  readonly step: Seconds;
  /** How much audio a moment spans; moments overlap. */
  readonly span: Seconds;
  readonly count: number;
  /** Of the network's own classes. */
  readonly top?: TopClasses;
  /** Of each set that a head on the network hears. */
  readonly heads?: Readonly<Partial<Record<ActivationSet, TopClasses>>>;
  readonly curves: Readonly<Record<string, Float32Array>>;
}

/** Moments kept of a track and network; 30 kB at most. */
export const MOST_MOMENTS = 240;

/** A waveform in few bytes: the lowest and the highest sample of each moment, of all channels. */
export interface Wave {
  readonly step: Seconds;
  /** Low, high, low, high, … on {@linkcode WAVE_SCALE}. Shape `(moments, 2)`. */
  readonly extremes: Uint8Array;
}

/** What bytes 0 and 255 of a waveform stand for: byte 128 is exactly 0; full scale is 1. */
export const WAVE_SCALE = [-128 / 127, 1] as const;

/** What is kept along a track. */
export interface Along {
  /** Made wherever the file was decoded for the analysis; older tracks have none. */
  readonly wave?: Wave;
  /** Top tags, arousal, valence, danceability. */
  readonly musicnn?: Moments;
  /** Top styles, top classes of the sets that heads hear, voice, danceability, moods. */
  readonly effnet?: Moments;
  /** Danceability, energy, valence, likelihoods of no voice and of acoustic sound; up to 30 s a moment. */
  readonly vibenet?: Moments;
  /** The window of about 10 s whose embedding is nearest to the track's: start and end. */
  readonly typical?: readonly [Seconds, Seconds];
}

/** The strongest classes of a set along a track, with the moments that they are of; undefined where none are kept. */
export function classesAlong(
  along: Along | undefined,
  set: ActivationSet,
): { readonly moments: Moments; readonly top: TopClasses } | undefined {
  const { network } = ACTIVATION_INFO[set];
  const moments = along?.[network];
  const top = activationStage(set) === network ? moments?.top : moments?.heads?.[set];
  return moments && top && { moments, top };
}

/** When a moment starts and ends. */
export function timeOfMoment(moments: Moments, index: number): readonly [Seconds, Seconds] {
  const start = index * moments.step;
  return [start, start + moments.span];
}
