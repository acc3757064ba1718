import { KEY_PROFILES, type Measured, type StageId } from "../../domain/mod.ts";
import { danceabilityOf, keysOf, type TempoMethod, tempoOf } from "../descriptors/mod.ts";
import type { Loudness } from "../signal/mod.ts";
import type { Findings } from "./analysis.ts";

/** What the stages of signal processing work on. */
export interface Heard {
  /** Mono, 44.1 kHz: made on first use, as not every stage needs it. */
  readonly x44k: () => Float32Array;
  readonly loudness: () => Loudness;
  readonly tempoMethod: TempoMethod;
  /** TempoCNN's estimate, where there is one. */
  readonly tempocnn: () => number | undefined;
}

type Stage = (heard: Heard, findings: Findings) => void;

/** The stages of signal processing, by id. */
export const SIGNAL_STAGES: Readonly<Partial<Record<StageId, Stage>>> = {
  loudness({ loudness }, findings) {
    const { integrated, range, truePeak } = loudness();
    findings.note("loudness", integrated);
    findings.note("loudness_range", range);
    findings.note("true_peak", truePeak);
    findings.ran("loudness");
  },

  tempo({ x44k, tempoMethod, tempocnn }, findings) {
    const other = tempocnn();
    const tempo = tempoOf(x44k(), {
      method: tempoMethod,
      ...(other !== undefined && { tempocnn: other }),
    });
    findings.note("tempo", mapped(tempo, ({ bpm }) => bpm));
    findings.note("tempo_confidence", "value" in tempo ? tempo.value.confidence : tempo);
    findings.ran("tempo", "value" in tempo ? tempo.value.method : tempoMethod);
  },

  key({ x44k }, findings) {
    const keys = keysOf(x44k());
    for (const profile of KEY_PROFILES) {
      const key = keys[profile];
      findings.note(`key_${profile}`, mapped(key, ({ tonic }) => tonic));
      findings.note(`scale_${profile}`, mapped(key, ({ scale }) => scale));
      findings.note(`strength_${profile}`, mapped(key, ({ strength }) => strength));
    }
    findings.ran("key");
  },

  danceability({ x44k }, findings) {
    findings.note("danceability_signal", danceabilityOf(x44k()));
    findings.ran("danceability");
  },
};

function mapped<T, U>(measured: Measured<T>, to: (value: T) => U): Measured<U> {
  return "value" in measured ? { value: to(measured.value) } : measured;
}
