import {
  absent,
  type Bpm,
  type Measured,
  present,
  type Seconds,
  tempoOctave,
} from "../../domain/mod.ts";
import { boundedOf, isSilent } from "../signal/mod.ts";
import { type Beats, beatsNear, beatsOf, ratedBeatsOf } from "./_beats.ts";
import type { TempoMethod } from "./tempo_method.ts";

/** Tempo of a track. */
export interface Tempo {
  /** From the slope of the beat positions where they are steady, else {@linkcode raw}. */
  readonly bpm: Bpm;
  /** Essentia's own value, quantised by its frames (174 comes out as 172.3). */
  readonly raw: Bpm;
  /**
   * Agreement of the beat trackers, 0..5.32; above 1.5 good, below 1 hard to tell. Of all five where
   * multifeature decided, of three where `auto` took degara, else absent.
   */
  readonly confidence: Measured<number>;
  /** Beat positions from the start of the samples. */
  readonly beats: readonly Seconds[];
  /** The method that gave the answer: never `auto`. */
  readonly method: "multifeature" | "degara" | "guided";
}

const SAMPLE_RATE = 44100;
/** Below this the beat trackers give 0 BPM or an artefact of their frames. */
const SHORTEST: Seconds = 5;
/** Largest standard deviation of the beats about their line at which its slope is the tempo. */
const STEADY: Seconds = 0.02;

/**
 * Tempo by Essentia's RhythmExtractor2013, 40..208 BPM, refined by the least-squares slope of its
 * beats. Absent where the samples are silent, shorter than 5 s, or without a beat.
 *
 * @param x44k Mono samples at 44.1 kHz (the algorithm assumes that rate), at most about 10 minutes.
 * @param options.tempocnn TempoCNN's estimate, for `auto`; without it `auto` is multifeature.
 */
export function tempoOf(
  x44k: Float32Array,
  options: { readonly method: TempoMethod; readonly tempocnn?: Bpm },
): Measured<Tempo> {
  const { method, tempocnn } = options;
  if (x44k.length < SHORTEST * SAMPLE_RATE) return absent("too-short");
  const samples = boundedOf(x44k);
  if (isSilent(samples)) return absent("silent");
  if (method !== "auto") return tempoBy(method, samples);
  if (tempocnn === undefined) return tempoBy("multifeature", samples);
  const { found, confidence } = ratedBeatsOf(samples);
  const quick = tempoFrom(found, "degara");
  if ("value" in quick && relation(quick, tempocnn) === "agrees") {
    return present({ ...quick.value, confidence: present(confidence()) });
  }
  const thorough = tempoBy("multifeature", samples);
  if (relation(thorough, tempocnn) !== "differs") return thorough;
  return tempoNear(tempocnn, samples) ?? thorough;
}

function relation(tempo: Measured<Tempo>, tempocnn: Bpm) {
  return "value" in tempo ? tempoOctave(tempo.value.bpm, tempocnn) : undefined;
}

/**
 * The tempo that TempoCNN names, where steady beats are found at it: the beat trackers like to lock on
 * to 2/3 or 4/3 of a tempo, on patterns of three in the music.
 */
function tempoNear(tempocnn: Bpm, samples: Float32Array): Measured<Tempo> | undefined {
  const beats = beatsNear(samples, tempocnn);
  const bpm = steadyTempo(beats);
  if (bpm === undefined || tempoOctave(bpm, tempocnn) !== "agrees") return undefined;
  return present({ bpm, raw: bpm, confidence: absent("not-given"), beats, method: "guided" });
}

function tempoBy(method: "multifeature" | "degara", samples: Float32Array): Measured<Tempo> {
  return tempoFrom(beatsOf(samples, method), method);
}

function tempoFrom(
  { bpm: raw, beats, confidence }: Beats,
  method: "multifeature" | "degara",
): Measured<Tempo> {
  if (!Number.isFinite(raw)) return absent("not-finite");
  if (raw <= 0) return absent("unsteady");
  return present({
    bpm: steadyTempo(beats) ?? raw,
    raw,
    confidence: method === "degara" ? absent("not-given") : present(confidence),
    beats,
    method,
  });
}

/**
 * Tempo from the least-squares slope of beat positions over their count, or `undefined` where they
 * are no straight line: fewer than 8 beats, or more than 20 ms from it (standard deviation).
 * Missing beats are counted; with a steady 174 BPM quantised to 11.6 ms the result is 174.00.
 */
export function steadyTempo(beats: readonly Seconds[]): Bpm | undefined {
  if (beats.length < 8) return undefined;
  const intervals = beats.slice(1).map((beat, i) => beat - beats[i]!);
  const period = intervals.toSorted((a, b) => a - b)[intervals.length >> 1]!;
  const counts = [0];
  for (const interval of intervals) counts.push(counts.at(-1)! + Math.round(interval / period));
  const { slope, deviation } = lineThrough(counts, beats);
  return slope > 0 && deviation <= STEADY ? 60 / slope : undefined;
}

function lineThrough(
  xs: readonly number[],
  ys: readonly number[],
): { readonly slope: number; readonly deviation: number } {
  const n = xs.length;
  const mx = xs.reduce((sum, x) => sum + x, 0) / n;
  const my = ys.reduce((sum, y) => sum + y, 0) / n;
  let xx = 0, xy = 0, yy = 0;
  for (let i = 0; i < n; i++) {
    const dx = xs[i]! - mx, dy = ys[i]! - my;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const slope = xy / xx;
  return { slope, deviation: Math.sqrt(Math.max(0, yy - slope * xy) / n) };
}
