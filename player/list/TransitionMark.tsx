import { numberText } from "../../domain/mod.ts";
import type { SentTransition } from "../../wire/mod.ts";
import { gradeOf, transitionText } from "./transition_text.ts";

/** How one goes from the track before to this one: its cost, by shape and colour. */
export function TransitionMark({ change }: { readonly change: SentTransition }) {
  const grade = gradeOf(change);
  return (
    <span class={`transition ${grade}`} title={`${grade}: ${transitionText(change)}`}>
      <span class="bar" aria-hidden="true" />
      <span class="visually-hidden">{grade} transition, cost</span>
      <span class="num">{numberText(change.cost ?? NaN, 2)}</span>
    </span>
  );
}
