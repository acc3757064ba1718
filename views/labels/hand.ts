import { computed, signal } from "@preact/signals";
import { plural } from "../../domain/mod.ts";
import {
  type LabelsEdited,
  type LabelSetRow,
  type LabelTarget,
  labelTracks,
  listLabelSets,
  makeLabelSet,
  undoLabels,
  wordsOf,
} from "../../wire/mod.ts";

/** Keys under which this browser remembers in which set one labels, and who. */
const KEPT = { set: "fonoteca.labels.set", by: "fonoteca.labels.by" } as const;

/** The sets that can be labelled in: those by hand. */
export const handSets = signal<readonly LabelSetRow[] | undefined>(undefined);
const chosenId = signal<string | undefined>(undefined);
/** Who labels. */
export const labeller = signal("");
/** What was done last, or went wrong. */
export const told = signal<{ readonly words: string; readonly fault?: boolean } | undefined>(
  undefined,
);
/** What takes the last edit back. */
export const lastEdit = signal<LabelsEdited | undefined>(undefined);

/** The set that one labels in. */
export const chosen = computed(() =>
  handSets.value?.find(({ id }) => id === chosenId.value) ?? handSets.value?.[0]
);

/** Reads the sets, and what this browser remembers. */
export async function openHandSets(): Promise<void> {
  chosenId.value ??= localStorage.getItem(KEPT.set) ?? undefined;
  labeller.value ||= localStorage.getItem(KEPT.by) ?? "";
  await trying(async () => {
    handSets.value = (await listLabelSets()).filter(({ origin }) => origin === "hand");
  });
}

/** Labels in another set from now on. */
export function chooseSet(id: string): void {
  chosenId.value = id;
  localStorage.setItem(KEPT.set, id);
}

/** Who labels from now on. */
export function setLabeller(by: string): void {
  labeller.value = by;
  localStorage.setItem(KEPT.by, by);
}

/** Makes a set and labels in it from now on. */
export async function makeSet(set: { readonly name: string; readonly several: boolean }) {
  await trying(async () => {
    const id = await makeLabelSet(set);
    await openHandSets();
    chooseSet(id);
  });
}

/** Gives tracks a label in the chosen set, or takes it away; says whether that was done. */
export async function giveLabel(
  target: LabelTarget,
  { label, remove = false }: { readonly label: string; readonly remove?: boolean },
): Promise<boolean> {
  const set = chosen.peek();
  if (!set) return false;
  const action = remove ? "remove" : set.several ? "add" : "set";
  return await trying(async () => {
    const by = labeller.peek();
    const done = await labelTracks(set.id, { ...target, label, action, by });
    lastEdit.value = done;
    told.value = {
      words: `${plural(done.tracks, "track")}: ${remove ? "no longer " : ""}${label}`,
    };
    if (!set.classes.includes(label)) await openHandSets();
  });
}

/** Takes the last edit back, or makes it again where it was taken back. */
export async function undoLast(): Promise<boolean> {
  const edit = lastEdit.peek();
  if (!edit) return false;
  return await trying(async () => {
    const done = await undoLabels(edit.undo);
    lastEdit.value = done;
    told.value = { words: `${plural(done.tracks, "track")}: as before` };
  });
}

async function trying(run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    told.value = { words: wordsOf(error), fault: true };
    return false;
  }
}
