import {
  absent,
  type Bpm,
  type Measured,
  present,
  type Seconds,
  tempoOctave,
} from "../../domain/mod.ts";
import { type Beats, beatsNear, beatsOf, ratedBeatsOf, strengthAt } from "./_beats.ts";
import type { CoarseOnsets } from "./_onset_functions.ts";
import type { TempoMethod } from "./tempo_method.ts";
import { Texture } from "./texture.ts";

/** Tempo of a track. */
export interface Tempo {
  /** From the slope of the beat positions where they are steady, else {@linkcode raw}. */
  readonly bpm: Bpm;
  /** Essentia's own value, quantised by its frames (174 comes out as 172.3). */
  readonly raw: Bpm;
  /**
   * Agreement of the beat trackers, 0..5; above 1.5 good, below 1 hard to tell. Of all five where
   * multifeature decided, of three where `auto` took degara, else absent.
   */
  readonly confidence: Measured<number>;
  /** Beat positions from the start of the samples, as tracked: perhaps at half or double of {@linkcode bpm}. */
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
 * The same as a share of the period, for beats that were looked for at a tempo known from elsewhere;
 * beats placed at random have 0.29.
 */
const LOOSE = 1 / 8;
/** How strong such beats must be, as a share of those tracked at any tempo. */
const STRONG = 0.95;
/** Range of the beat trackers, which no change of octave leaves. */
const SLOWEST: Bpm = 40;
const FASTEST: Bpm = 208;
/** What brings a tempo to the octave of another, by its relation to it. */
const TO_OCTAVE: Readonly<Partial<Record<ReturnType<typeof tempoOctave>, number>>> = {
  agrees: 1,
  half: 2,
  double: 0.5,
};

/**
 * Tempo by Essentia's RhythmExtractor2013, 40..208 BPM, refined by the least-squares slope of its
 * beats. Absent where the samples are silent, shorter than 5 s, steady, without pulse and notes, or
 * without a beat.
 *
 * @param x44k Mono samples at 44.1 kHz (the algorithm assumes that rate), at most about 10 minutes.
 * @param options.tempocnn TempoCNN's estimate, for `auto`; without it `auto` is multifeature.
 * @param options.texture The samples' texture, where it has been made already.
 */
export function tempoOf(
  x44k: Float32Array,
  options: {
    readonly method: TempoMethod;
    readonly tempocnn?: Bpm;
    readonly texture?: Texture;
  },
): Measured<Tempo> {
  const { method, tempocnn, texture = new Texture(x44k) } = options;
  if (x44k.length < SHORTEST * SAMPLE_RATE) return absent("too-short");
  if (texture.isSilent) return absent("silent");
  const reason = texture.emptiness;
  if (reason) return absent(reason);
  const { coarse } = texture.frames;
  const tempoBy = (by: "multifeature" | "degara") =>
    tempoFrom(beatsOf(texture.samples, { method: by, coarse }), by);
  if (method !== "auto") return tempoBy(method);
  if (tempocnn === undefined) return tempoBy("multifeature");
  const { found, confidence } = ratedBeatsOf(coarse);
  const quick = atOctaveOf(tempocnn, tempoFrom(found, "degara"));
  if (quick) return present({ ...quick, confidence: present(confidence()) });
  const thorough = tempoBy("multifeature");
  const near = atOctaveOf(tempocnn, thorough) ??
    tempoNear(tempocnn, { coarse, free: found.beats });
  return near ? present(near) : thorough;
}

/**
 * A tempo in TempoCNN's octave, where it is that, half or double of it: the beat trackers place beats
 * finely, TempoCNN knows better which of them a listener counts.
 */
function atOctaveOf(tempocnn: Bpm, tempo: Measured<Tempo>): Tempo | undefined {
  if (!("value" in tempo)) return undefined;
  const factor = TO_OCTAVE[tempoOctave(tempo.value.bpm, tempocnn)];
  if (factor === undefined) return undefined;
  const bpm = tempo.value.bpm * factor;
  return factor === 1 || (bpm >= SLOWEST && bpm <= FASTEST) ? { ...tempo.value, bpm } : undefined;
}

/**
 * The tempo that TempoCNN names, where beats are found at it that lie near a line and, unless they lie
 * as near as those of a steady tempo, are as strong as those tracked freely: the beat trackers like to
 * lock on to 2/3 or 4/3 of a tempo, on patterns of three in the music.
 */
function tempoNear(
  tempocnn: Bpm,
  { coarse, free }: { readonly coarse: CoarseOnsets; readonly free: readonly Seconds[] },
): Tempo | undefined {
  const beats = beatsNear(coarse, tempocnn);
  const line = lineOf(beats);
  if (!line || line.deviation > LOOSE * line.period) return undefined;
  const isSure = line.deviation <= STEADY ||
    strengthAt(beats, coarse) >= STRONG * strengthAt(free, coarse);
  const bpm = 60 / line.period;
  if (!isSure || tempoOctave(bpm, tempocnn) !== "agrees") return undefined;
  return { bpm, raw: bpm, confidence: absent("not-given"), beats, method: "guided" };
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
  const line = lineOf(beats);
  return line && line.deviation <= STEADY ? 60 / line.period : undefined;
}

/** The line through beat positions over their count; missing beats are counted. */
function lineOf(
  beats: readonly Seconds[],
): { readonly period: Seconds; readonly deviation: Seconds } | undefined {
  if (beats.length < 8) return undefined;
  const intervals = beats.slice(1).map((beat, i) => beat - beats[i]!);
  const usual = intervals.toSorted((a, b) => a - b)[intervals.length >> 1]!;
  const counts = [0];
  for (const interval of intervals) counts.push(counts.at(-1)! + Math.round(interval / usual));
  const { slope, deviation } = lineThrough(counts, beats);
  return slope > 0 ? { period: slope, deviation } : undefined;
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
