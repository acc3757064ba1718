import { signal } from "@preact/signals";

const KEPT = "label-set";
const KEPT_NAME = "labelled-by";

/** The set of labels that was last labelled in, also by an earlier visit; empty before the first. */
export const chosenSet = signal(readKept(KEPT));
/** Who labels, as the labels say it; empty where nobody gave a name. */
export const labeller = signal(readKept(KEPT_NAME));

/** Labels in another set from now on. */
export function chooseSet(id: string): void {
  chosenSet.value = id;
  keep(KEPT, id);
}

/** Labels under another name from now on. */
export function setLabeller(name: string): void {
  labeller.value = name;
  keep(KEPT_NAME, name);
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage it is remembered for this visit alone.
  }
}

function readKept(key: string): string {
  try {
    return globalThis.localStorage?.getItem(key) ?? "";
  } catch {
    return "";
  }
}
