import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Counted } from "../../linked/mod.ts";

/** Something to be chosen, with its counts, and a button that leaves it out. */
export function ChoiceButtons(
  { name, on, out, counts, onChoose, onLeaveOut, children }: {
    /** What is left out, in words. */
    readonly name: string;
    readonly on: boolean;
    /** Whether it is left out now; not said where that is shown elsewhere. */
    readonly out?: boolean;
    readonly counts: { readonly selected: number; readonly all: number };
    readonly onChoose: () => void;
    readonly onLeaveOut: () => void;
    readonly children: ComponentChildren;
  },
) {
  return (
    <>
      <button
        type="button"
        class={on ? "choice on" : "choice"}
        aria-pressed={on}
        onClick={onChoose}
      >
        {children}
        <Counted {...counts} />
      </button>
      <button
        type="button"
        class="small"
        title={`Leave out ${name}`}
        aria-label={`Leave out ${name}`}
        aria-pressed={out}
        onClick={onLeaveOut}
      >
        −
      </button>
    </>
  );
}

/** A choice, and those below it once it is opened. */
export function FoldedChoices(
  { label, choice, below }: {
    /** What lies below, in words. */
    readonly label: string;
    readonly choice: ComponentChildren;
    readonly below: () => ComponentChildren;
  },
) {
  const open = useSignal(false);
  return (
    <li>
      <div class="parent-row">
        <button
          type="button"
          class="fold"
          aria-expanded={open.value}
          aria-label={label}
          onClick={() => open.value = !open.value}
        />
        <span class="choice-row">{choice}</span>
      </div>
      {open.value && <ul>{below()}</ul>}
    </li>
  );
}
