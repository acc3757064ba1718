import { KEY_PROFILES, type Measured } from "../../domain/mod.ts";
import { danceabilityOf, keysOf, tempoDoubt, tempoOf, timbreOf } from "../descriptors/mod.ts";
import type { Findings } from "./analysis.ts";
import type { Hearing } from "./hearing.ts";
import { askedTempo } from "./plan.ts";

function mapped<T, U>(measured: Measured<T>, to: (value: T) => U): Measured<U> {
  return "value" in measured ? { value: to(measured.value) } : measured;
}

/** Integrated loudness, loudness range and true peak of the whole file, all channels. */
export function loudnessStage({ loudness }: Hearing, findings: Findings): void {
  const { integrated, range, truePeak } = loudness();
  findings.note("loudness", integrated);
  findings.note("loudness_range", range);
  findings.note("true_peak", truePeak);
  findings.ran("loudness");
}

/**
 * Tempo, its confidence and the doubt about its octave; `auto` hears what TempoCNN said in this or an
 * earlier analysis.
 */
export function tempoStage(hearing: Hearing, findings: Findings): void {
  const { tempoMethod: method, tempocnnBefore } = hearing;
  const ranNow = findings.stages.tempocnn !== undefined;
  const other = ranNow ? findings.values.tempocnn : tempocnnBefore?.bpm;
  const tempo = tempoOf(hearing.x44k(), {
    method,
    texture: hearing.texture(),
    ...(typeof other === "number" && { tempocnn: other }),
  });
  const heard = ranNow ? findings.stages.tempocnn?.by : tempocnnBefore?.by;
  findings.note("tempo", mapped(tempo, ({ bpm }) => bpm));
  findings.note("tempo_confidence", "value" in tempo ? tempo.value.confidence : tempo);
  findings.note(
    "tempo_doubt",
    mapped(tempo, ({ bpm }) => tempoDoubt(bpm, hearing.texture().onsetRate)),
  );
  findings.ran("tempo", "value" in tempo ? tempo.value.method : method, askedTempo(method, heard));
}

/** Key, scale and strength under the three profiles. */
export function keyStage({ x44k, texture }: Hearing, findings: Findings): void {
  const keys = keysOf(x44k(), texture());
  for (const profile of KEY_PROFILES) {
    const key = keys[profile];
    findings.note(`key_${profile}`, mapped(key, ({ tonic }) => tonic));
    findings.note(`scale_${profile}`, mapped(key, ({ scale }) => scale));
    findings.note(`strength_${profile}`, mapped(key, ({ strength }) => strength));
  }
  findings.ran("key");
}

/** Danceability by signal processing. */
export function danceabilityStage({ x44k, texture }: Hearing, findings: Findings): void {
  findings.note("danceability_signal", danceabilityOf(x44k(), texture()));
  findings.ran("danceability");
}

/** The timbre and rhythm vector. */
export function timbreStage({ x44k, texture }: Hearing, findings: Findings): void {
  const timbre = timbreOf(x44k(), texture());
  if ("value" in timbre) findings.vectors.timbre = timbre.value;
  findings.ran("timbre");
}
