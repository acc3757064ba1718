import { type Columns, tempoOctave } from "../domain/mod.ts";

/** Width of a tempo band, BPM. */
export const TEMPO_BAND = 10;

/** What a second estimate says of the tempi. */
export interface TempoSummary {
  /** Tracks with both estimates. */
  readonly compared: number;
  /** How the tempo relates to TempoCNN's, by the names of `tempo_octave`. */
  readonly octaves: Readonly<Record<ReturnType<typeof tempoOctave>, number>>;
  /** Tracks whose beat trackers hardly agreed: confidence under 1.5 (Zapata et al. 2014). */
  readonly unsure: number;
  /** Tracks with a confidence. */
  readonly rated: number;
}

/** Below this RhythmExtractor2013's confidence counts as low. */
export const LOW_CONFIDENCE = 1.5;

/** Compares the tempi with the second estimate and with their confidence. */
export function tempoOf({ numbers, length }: Columns): TempoSummary {
  const octaves = { agrees: 0, half: 0, double: 0, third: 0, triple: 0, differs: 0 };
  let compared = 0;
  let unsure = 0;
  let rated = 0;
  for (let i = 0; i < length; i++) {
    const tempo = numbers.tempo?.[i] ?? NaN;
    const other = numbers.tempocnn?.[i] ?? NaN;
    const confidence = numbers.tempo_confidence?.[i] ?? NaN;
    if (Number.isFinite(tempo) && Number.isFinite(other)) {
      compared++;
      octaves[tempoOctave(tempo, other)]++;
    }
    if (Number.isFinite(confidence)) {
      rated++;
      if (confidence < LOW_CONFIDENCE) unsure++;
    }
  }
  return { compared, octaves, unsure, rated };
}

/** Tracks in each band of {@linkcode TEMPO_BAND} BPM from 40 to 210; the outer bands take what lies beyond. */
export function tempoBands(tempi: ArrayLike<number>): number[] {
  const bands: number[] = new Array((210 - 40) / TEMPO_BAND).fill(0);
  for (let i = 0; i < tempi.length; i++) {
    const tempo = tempi[i]!;
    if (!Number.isFinite(tempo)) continue;
    const band = Math.floor((tempo - 40) / TEMPO_BAND);
    bands[Math.min(bands.length - 1, Math.max(0, band))]!++;
  }
  return bands;
}
