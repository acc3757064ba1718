import { numberText } from "../../domain/mod.ts";
import type { SentTransition } from "../../wire/mod.ts";

/** Costs up to which a transition is smooth, and fair; three is the most. */
const SMOOTH = 0.5, FAIR = 1;

/** How a transition is, by its cost. */
export type TransitionGrade = "smooth" | "fair" | "rough";

/** How a transition is, by its cost. */
export function gradeOf({ cost }: SentTransition): TransitionGrade {
  const known = cost ?? Infinity;
  return known <= SMOOTH ? "smooth" : known <= FAIR ? "fair" : "rough";
}

/** The parts of a transition in words. */
export function transitionText({ tempo, key, distance, cost }: SentTransition): string {
  const parts = [
    tempo === null ? "tempo –" : `tempo ${numberText((2 ** tempo - 1) * 100, 0)} %`,
    key === null ? "key –" : `key ${key}`,
    distance === null ? "" : `sound ${numberText(distance, 2)}`,
  ].filter((part) => part !== "");
  return `${parts.join(", ")}: cost ${numberText(cost ?? NaN, 2)}`;
}
