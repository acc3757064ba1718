import type { Playable, Seconds } from "../../domain/mod.ts";
import type { OddChoice, PairChoice } from "../../listening/mod.ts";

/** A trial as a listener may see it: no space, no title. */
export interface ShownTrial {
  readonly kind: "pair" | "odd";
  readonly tracks: readonly ShownTrack[];
}

/** A track of a trial: where it sounds, and how long it has to be heard. */
export interface ShownTrack extends Omit<Playable, "title"> {
  readonly least: Seconds;
}

/** An answer that can be given. */
export interface Choice {
  readonly choice: PairChoice | OddChoice;
  readonly text: string;
  /** Key that gives it, as events name it and as it is written. */
  readonly key: string;
  readonly hint: string;
  /** Place of the track that it stands under. */
  readonly under: 0 | 1 | 2;
}

/** Keys that play the three tracks of a trial. */
export const HEAR_KEYS: readonly string[] = ["1", "2", "3"];

const PAIR: readonly Choice[] = [
  { choice: "left", text: "Left", key: "ArrowLeft", hint: "←", under: 1 },
  { choice: "same", text: "Both alike", key: "ArrowUp", hint: "↑", under: 0 },
  { choice: "neither", text: "Neither", key: "ArrowDown", hint: "↓", under: 0 },
  { choice: "right", text: "Right", key: "ArrowRight", hint: "→", under: 2 },
];

const ODD: readonly Choice[] = [
  { choice: "first", text: "First", key: "a", hint: "a", under: 0 },
  { choice: "second", text: "Second", key: "s", hint: "s", under: 1 },
  { choice: "third", text: "Third", key: "d", hint: "d", under: 2 },
  { choice: "unsure", text: "Cannot tell", key: "f", hint: "f", under: 1 },
];

/** The answers to a kind of trial. */
export function choicesOf(kind: ShownTrial["kind"]): readonly Choice[] {
  return kind === "pair" ? PAIR : ODD;
}

/** What the three tracks of a trial are called. */
export function namesOf(kind: ShownTrial["kind"]): readonly string[] {
  return kind === "pair" ? ["Query", "Left", "Right"] : ["First", "Second", "Third"];
}

/** Whether a key is meant for the test: not while one types, or is in a dialog or in the player. */
export function isForTest(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  return target.closest("input, textarea, select, [contenteditable], dialog, .player, .top") ===
    null;
}

/** The answer that a key gives, if any. */
export function answerOf(kind: ShownTrial["kind"], key: string): Choice["choice"] | undefined {
  return choicesOf(kind).find((choice) => choice.key === key)?.choice;
}
