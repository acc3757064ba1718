import { absent, type Hertz, type Lufs, type Measured } from "../../domain/mod.ts";
import type { Decoded } from "../decode/mod.ts";
import { type TempoMethod, Texture } from "../descriptors/mod.ts";
import type {
  EffnetHeard,
  Embedded,
  Models,
  MusicnnHeard,
  TempoHeard,
  VibesHeard,
} from "../models/mod.ts";
import {
  atLoudness,
  isSilent,
  type Loudness,
  monoOf,
  musicnnMel,
  resample,
  tempocnnMel,
  vibenetMel,
} from "../signal/mod.ts";
import type { EarlierTempo } from "./analysis.ts";

/**
 * What the stages of one track work on. Everything is made on first use and kept, so that the audio is
 * decoded once, each rate is made once, and each network runs once for all stages that start from it.
 */
export interface Hearing {
  readonly models: Models;
  readonly tempoMethod: TempoMethod;
  /** What TempoCNN said in an earlier analysis. */
  readonly tempocnnBefore: EarlierTempo | undefined;
  readonly loudness: () => Loudness;
  /** Mono at 44.1 kHz. */
  readonly x44k: () => Float32Array;
  /** Of {@linkcode x44k}. */
  readonly texture: () => Texture;
  readonly musicnn: () => Promise<Measured<MusicnnHeard>>;
  readonly vgg: () => Promise<Measured<Embedded>>;
  readonly effnet: () => Promise<Measured<EffnetHeard>>;
  readonly vibenet: () => Promise<Measured<VibesHeard>>;
  readonly tempoHeard: () => Promise<Measured<TempoHeard>>;
}

/** Networks name a style and a mood for silence too; that would be a lie. */
function unlessSilent<T>(
  isSilent: () => boolean,
  hear: () => Promise<Measured<T>>,
): () => Promise<Measured<T>> {
  return once(() => isSilent() ? Promise.resolve(absent("silent")) : hear());
}

/** VibeNet hears the level: 12 dB less take 0.19 of a piece's energy. All is played to it at one loudness. */
const VIBENET_LOUDNESS: Lufs = -14;

function hearVibenet(models: Models, x16k: Float32Array): Promise<Measured<VibesHeard>> {
  const level = { sampleRate: 16000, loudness: VIBENET_LOUDNESS };
  const levelled = atLoudness(x16k, level);
  return "value" in levelled
    ? models.vibenet(vibenetMel(levelled.value))
    : Promise.resolve(levelled);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What the stages of a decoded file work on. */
export function hearingOf(
  decoded: Decoded,
  given: Pick<Hearing, "models" | "tempoMethod" | "tempocnnBefore" | "loudness">,
): Hearing {
  const mono = once(() => monoOf(decoded.signal));
  const at = (to: Hertz) => once(() => resample(mono(), { from: decoded.signal.sampleRate, to }));
  const x16k = at(16000);
  const x11k = once(() => resample(x16k(), { from: 16000, to: 11025 }));
  const mel16k = once(() => musicnnMel(x16k()));
  const mel11k = once(() => tempocnnMel(x11k()));
  const x44k = at(44100);
  const isSoundless = once(() => isSilent(mono()));
  return {
    ...given,
    x44k,
    texture: once(() => new Texture(x44k())),
    musicnn: unlessSilent(isSoundless, () => given.models.musicnn(mel16k())),
    vgg: unlessSilent(isSoundless, () => given.models.vgg(mel16k())),
    effnet: unlessSilent(isSoundless, () => given.models.effnet(mel16k())),
    vibenet: unlessSilent(isSoundless, () => hearVibenet(given.models, x16k())),
    tempoHeard: unlessSilent(isSoundless, () => given.models.tempocnn(mel11k())),
  };
}
