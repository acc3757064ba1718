import { signal } from "@preact/signals";

const KEPT = "label-set";

/** The set of labels that was last labelled in, also by an earlier visit; empty before the first. */
export const chosenSet = signal(readKept());

/** Labels in another set from now on. */
export function chooseSet(id: string): void {
  chosenSet.value = id;
  try {
    localStorage.setItem(KEPT, id);
  } catch {
    // Without storage it is remembered for this visit alone.
  }
}

function readKept(): string {
  try {
    return globalThis.localStorage?.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}
