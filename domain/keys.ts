/** The twelve pitch classes from C upwards, in the one spelling used everywhere. */
export const PITCH_CLASSES = [
  "C",
  "C#",
  "D",
  "Eb",
  "E",
  "F",
  "F#",
  "G",
  "Ab",
  "A",
  "Bb",
  "B",
] as const;

/** A tonic, spelled as in {@linkcode PITCH_CLASSES}. */
export type PitchClass = (typeof PITCH_CLASSES)[number];

/** The two scales that the key profiles tell apart. */
export const SCALES = ["major", "minor"] as const;
/** `"major"` or `"minor"`. */
export type Scale = (typeof SCALES)[number];

/** The key profiles under which every track is analysed. */
export const KEY_PROFILES = ["temperley", "krumhansl", "edma"] as const;
/** Temperley 1999, Krumhansl & Kessler 1982, and Faraldo et al. 2016 (electronic dance music). */
export type KeyProfile = (typeof KEY_PROFILES)[number];

/** A tonic with its scale. */
export interface Key {
  readonly tonic: PitchClass;
  readonly scale: Scale;
}

const ENHARMONIC: Readonly<Record<string, PitchClass>> = {
  "DB": "C#",
  "D#": "Eb",
  "GB": "F#",
  "G#": "Ab",
  "A#": "Bb",
  "CB": "B",
  "B#": "C",
  "FB": "E",
  "E#": "F",
};

/** The one spelling of a tonic, or `undefined` where the text names none. */
export function pitchClassOf(text: string): PitchClass | undefined {
  const name = text.trim().replace("♯", "#").replace("♭", "b").toUpperCase();
  return ENHARMONIC[name] ?? PITCH_CLASSES.find((pitch) => pitch.toUpperCase() === name);
}

/** Semitones of a tonic above C, 0..11. */
export function semitonesOf(tonic: PitchClass): number {
  return PITCH_CLASSES.indexOf(tonic);
}

/** Position on the circle of fifths, 0 (C major, A minor) to 11, clockwise. */
export function fifthsOf(key: Key): number {
  const major = key.scale === "major" ? semitonesOf(key.tonic) : semitonesOf(key.tonic) + 3;
  return (major * 7) % 12;
}

/** Camelot code, `1A`..`12A` for minor and `1B`..`12B` for major keys (8B is C major). */
export function camelotOf(key: Key): string {
  return `${(fifthsOf(key) + 7) % 12 + 1}${key.scale === "major" ? "B" : "A"}`;
}

/** Every Camelot code, 1A, 1B, 2A, … 12B. */
export const CAMELOT_CODES: readonly string[] = Array.from(
  { length: 24 },
  (_, i) => `${(i >> 1) + 1}${i % 2 === 0 ? "A" : "B"}`,
);

/**
 * Steps between two keys on the Camelot wheel: around the wheel, plus one for a change of letter.
 * 0 is the same key, 1 a neighbour (fifth up or down, or relative), 7 the furthest.
 */
export function camelotSteps(a: Key, b: Key): number {
  const apart = Math.abs(fifthsOf(a) - fifthsOf(b));
  return Math.min(apart, 12 - apart) + (a.scale === b.scale ? 0 : 1);
}

/** How a second key relates to a first, in the terms of the MIREX audio key detection task. */
export type KeyRelation = "same" | "fifth" | "relative" | "parallel" | "other";

/** The relation of `b` to `a`; `fifth` is a perfect fifth up or down in the same scale. */
export function keyRelation(a: Key, b: Key): KeyRelation {
  const up = (semitonesOf(b.tonic) - semitonesOf(a.tonic) + 12) % 12;
  if (a.scale === b.scale) {
    if (up === 0) return "same";
    return up === 7 || up === 5 ? "fifth" : "other";
  }
  if (up === 0) return "parallel";
  return up === (a.scale === "major" ? 9 : 3) ? "relative" : "other";
}

/** Weights of the MIREX audio key detection task. */
export const MIREX_WEIGHT: Readonly<Record<KeyRelation, number>> = {
  same: 1,
  fifth: 0.5,
  relative: 0.3,
  parallel: 0.2,
  other: 0,
};

/** How programs write keys: `8A`, `1m`, or `Am`. */
export const KEY_NOTATIONS = ["camelot", "openkey", "classical"] as const;
/** One of {@linkcode KEY_NOTATIONS}. */
export type KeyNotation = (typeof KEY_NOTATIONS)[number];

/** A key in the notation of the program that is to read it. */
export function keyLabel(key: Key, notation: KeyNotation): string {
  if (notation === "camelot") return camelotOf(key);
  if (notation === "openkey") return `${fifthsOf(key) + 1}${key.scale === "major" ? "d" : "m"}`;
  return `${key.tonic}${key.scale === "major" ? "" : "m"}`;
}
