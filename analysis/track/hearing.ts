import type { Bpm, Hertz, Measured } from "../../domain/mod.ts";
import type { Decoded } from "../decode/mod.ts";
import type { TempoMethod } from "../descriptors/mod.ts";
import type { EffnetHeard, Models, MusicnnHeard } from "../models/mod.ts";
import {
  type Loudness,
  type MelSpectrogram,
  monoOf,
  musicnnMel,
  resample,
  tempocnnMel,
} from "../signal/mod.ts";

/**
 * What the stages of one track work on. Everything is made on first use and kept, so that the audio is
 * decoded once, each rate is made once, and each network runs once for all stages that start from it.
 */
export interface Hearing {
  readonly models: Models;
  readonly tempoMethod: TempoMethod;
  /** TempoCNN's estimate of an earlier analysis. */
  readonly tempocnnBefore: Bpm | undefined;
  readonly loudness: () => Loudness;
  /** Mono at 44.1 kHz. */
  readonly x44k: () => Float32Array;
  /** The spectrogram of MusiCNN, VGG and EffNet. */
  readonly mel16k: () => MelSpectrogram;
  /** The spectrogram of TempoCNN. */
  readonly mel11k: () => MelSpectrogram;
  readonly musicnn: () => Promise<Measured<MusicnnHeard>>;
  readonly effnet: () => Promise<Measured<EffnetHeard>>;
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
  const x11k = at(11025);
  const mel16k = once(() => musicnnMel(x16k()));
  return {
    ...given,
    x44k: at(44100),
    mel16k,
    mel11k: once(() => tempocnnMel(x11k())),
    musicnn: once(() => given.models.musicnn(mel16k())),
    effnet: once(() => given.models.effnet(mel16k())),
  };
}
