import type { Playable } from "../../domain/mod.ts";
import type { OddChoice, PairChoice } from "../../listening/mod.ts";

/** A trial as a listener may see it: no space, no title. */
export interface ShownTrial {
  readonly kind: "pair" | "odd";
  readonly tracks: readonly Omit<Playable, "title">[];
}

/** An answer that can be given. */
export interface Choice {
  readonly choice: PairChoice | OddChoice;
  readonly text: string;
  /** Key that gives it, as events name it and as it is written. */
  readonly key: string;
  readonly hint: string;
}

/** Keys that play the three tracks of a trial. */
export const HEAR_KEYS: readonly string[] = ["1", "2", "3"];

const PAIR: readonly Choice[] = [
  { choice: "left", text: "Left", key: "ArrowLeft", hint: "←" },
  { choice: "same", text: "Both alike", key: "ArrowUp", hint: "↑" },
  { choice: "neither", text: "Neither", key: "ArrowDown", hint: "↓" },
  { choice: "right", text: "Right", key: "ArrowRight", hint: "→" },
];

const ODD: readonly Choice[] = [
  { choice: "first", text: "First", key: "a", hint: "a" },
  { choice: "second", text: "Second", key: "s", hint: "s" },
  { choice: "third", text: "Third", key: "d", hint: "d" },
  { choice: "unsure", text: "Cannot tell", key: "f", hint: "f" },
];

/** The answers to a kind of trial. */
export function choicesOf(kind: ShownTrial["kind"]): readonly Choice[] {
  return kind === "pair" ? PAIR : ODD;
}

/** What the three tracks of a trial are called. */
export function namesOf(kind: ShownTrial["kind"]): readonly string[] {
  return kind === "pair" ? ["Query", "Left", "Right"] : ["First", "Second", "Third"];
}

/** The answer that a key gives, if any. */
export function answerOf(kind: ShownTrial["kind"], key: string): Choice["choice"] | undefined {
  return choicesOf(kind).find((choice) => choice.key === key)?.choice;
}
