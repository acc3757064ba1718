import { numberText } from "../../domain/mod.ts";
import type { ListedTrack } from "../../playlist/mod.ts";
import type { SentTransition } from "../../wire/mod.ts";
import { heardTransition, hearTransition, stopTransition, transitionKey } from "../_transition.ts";
import { gradeOf, transitionText } from "./transition_text.ts";

/** How one goes from the track before to this one: its cost, by shape and colour, heard on a click. */
export function TransitionMark(
  { change, from, to, tabindex }: {
    readonly change: SentTransition;
    readonly from: ListedTrack;
    readonly to: ListedTrack;
    readonly tabindex: number;
  },
) {
  const grade = gradeOf(change);
  const sounds = heardTransition.value === transitionKey(from, to);
  const cost = numberText(change.cost ?? NaN, 2);
  return (
    <button
      type="button"
      class={`transition ${grade}`}
      tabindex={tabindex}
      aria-pressed={sounds}
      aria-disabled={!(from.audio && to.audio)}
      aria-label={`${cost}, ${grade}: hear the transition from ${from.title} to ${to.title}`}
      title={`${grade}: ${transitionText(change)}; a click plays it`}
      onClick={() => {
        if (sounds) stopTransition();
        else if (from.audio && to.audio) void hearTransition(from, to);
      }}
    >
      <span class="bar" aria-hidden="true" />
      <span class="num">{sounds ? "■" : cost}</span>
    </button>
  );
}
