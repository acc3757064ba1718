import type { Note } from "./midi.ts";
import type { Part, Style } from "./styles.ts";

/** A made piece of one tempo. */
export interface Piece {
  readonly bpm: number;
  readonly notes: readonly Note[];
  /** General MIDI program of each channel but the drums'. */
  readonly programs: Readonly<Record<number, number>>;
}

/** Numbers in [0, 1) that a seed determines (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DRUMS = 9;
/** Degrees of the scale on which chords stand, one a bar. */
const PROGRESSIONS = [[0, 5, 3, 4], [0, 3, 4, 0], [5, 3, 0, 4], [0, 4, 5, 3], [1, 4, 0, 0], [
  0,
  0,
  3,
  4,
]];
const MAJOR = [0, 2, 4, 5, 7, 9, 11], MINOR = [0, 2, 3, 5, 7, 8, 10];

function pick<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)]!;
}

/**
 * A piece of a style at a tempo drawn evenly, on a logarithmic scale, from the style's. Players are a few
 * milliseconds early or late; parts enter one after another, rest for a few bars, and a bar in eight has
 * its drums varied.
 */
export function composed(style: Style, options: { seconds: number; random: Random }): Piece {
  const { seconds, random } = options;
  const [slowest, fastest] = style.tempi;
  const bpm = Math.round(slowest * (fastest / slowest) ** random() * 10) / 10;
  const step = 60 / bpm / style.steps;
  const bar = step * style.steps * style.beats;
  const grid = {
    step,
    bar,
    bars: Math.ceil(seconds / bar),
    looseness: 0.002 + 0.008 * random(),
    swing: style.swing ?? 0,
  };
  const harmony = {
    tonic: Math.floor(random() * 12),
    scale: pick([MAJOR, MINOR], random),
    progression: pick(PROGRESSIONS, random),
  };
  const notes: Note[] = [];
  const programs: Record<number, number> = {};
  for (const [key, patterns] of Object.entries(style.drums)) {
    const pattern = pick(patterns, random);
    played(
      pattern,
      { ...grid, random, entry: random() < 0.25 ? 4 : 0, isDrum: true },
      (at, velocity) => {
        notes.push({ at, length: 0.1, channel: DRUMS, key: Number(key), velocity });
      },
    );
  }
  style.parts.forEach((part, channel) => {
    programs[channel] = pick(part.programs, random);
    const voicing = voice(part, { ...harmony, random });
    const entry = channel > 0 && random() < 0.3 ? 2 : 0;
    played(
      pick(part.patterns, random),
      { ...grid, random, entry, isDrum: false },
      (at, velocity, bar, index) => {
        const length = part.hold * step * 0.95;
        for (const key of voicing(bar, index)) {
          notes.push({ at, length, channel, key, velocity: Math.round(velocity * 0.85) });
        }
      },
    );
  });
  return { bpm, notes: notes.filter(({ at }) => at < seconds), programs };
}

interface Grid {
  readonly step: number;
  readonly bar: number;
  readonly bars: number;
  readonly looseness: number;
  readonly swing: number;
  readonly random: Random;
  readonly entry: number;
  readonly isDrum: boolean;
}

function played(
  pattern: string,
  grid: Grid,
  strike: (at: number, velocity: number, bar: number, index: number) => void,
): void {
  const { step, bar, bars, looseness, swing, random, entry, isDrum } = grid;
  const rest = 4 + Math.floor(random() * 12);
  const level = 70 + 30 * random();
  for (let b = 0, index = 0; b < bars; b++) {
    const isVaried = isDrum && b % 8 === 7;
    const isResting = b < entry || (b >= rest && b < rest + 2 && random() < 0.5);
    for (let s = 0; s < pattern.length; s++) {
      const mark = pattern[s]!;
      const isPlayed = mark !== "." ? random() > 0.03 : isVaried && random() < 0.12;
      if (!isPlayed || isResting) continue;
      const late = (s % 2 === 1 ? swing * step : 0) + looseness * (random() + random() - 1);
      const velocity = level + (mark === "X" ? 20 : 0) + 12 * (random() - 0.5);
      strike(
        Math.max(0, b * bar + s * step + late),
        Math.min(127, Math.round(velocity)),
        b,
        index++,
      );
    }
  }
}

function voice(
  { plays }: Part,
  harmony: {
    tonic: number;
    scale: readonly number[];
    progression: readonly number[];
    random: Random;
  },
): (bar: number, index: number) => readonly number[] {
  const { tonic, scale, progression, random } = harmony;
  const inversion = Math.floor(random() * 3);
  const note = (degree: number, octave: number) =>
    12 * (octave + Math.floor(degree / 7)) + tonic + scale[degree % 7]!;
  return (bar, index) => {
    const root = progression[bar % progression.length]!;
    if (plays === "bass") return [note(root + (index % 4 === 3 ? 4 : 0), 3)];
    const tones = [0, 2, 4].map((third, i) => note(root + third + (i < inversion ? 7 : 0), 5));
    return plays === "chord" ? tones : [tones[index % 3]! + 12 * (Math.floor(index / 3) % 2)];
  };
}
