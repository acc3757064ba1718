import { batch, type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { plural, type TrackId } from "../../domain/mod.ts";
import {
  handLabels,
  type HandSet,
  labelTracks,
  makeHandSet,
  takeLabelsBack,
  wordsOf,
} from "../../wire/mod.ts";
import { chooseSet, chosenSet, labeller } from "./chosen_set.ts";

/** What was done last, in words, and the edit that takes it back where it can be. */
interface Said {
  readonly words: string;
  readonly fault?: boolean;
  readonly undo?: { readonly set: string; readonly edit: string };
}

/** What is labelled: tracks by id, or all of so many that a written query asks for. */
export type LabelTarget =
  | { readonly tracks: readonly TrackId[] }
  | { readonly query: string; readonly count: number };

/** The track that is labelled, where it is a single one. */
export function onlyTrack(target: LabelTarget): TrackId | undefined {
  return "tracks" in target && target.tracks.length === 1 ? target.tracks[0] : undefined;
}

function countOf(target: LabelTarget): number {
  return "query" in target ? target.count : target.tracks.length;
}

/** Labels of some tracks as they are edited. */
export interface Labelling {
  /** Undefined until they are known. */
  readonly sets: Signal<readonly HandSet[] | undefined>;
  /** Labels of the track by set; empty where there are several tracks. */
  readonly given: Signal<Readonly<Record<string, readonly string[]>>>;
  readonly said: Signal<Said>;
  /** The set that is labelled in; undefined where there is none. */
  readonly set: HandSet | undefined;
  readonly make: (name: string, several: boolean) => Promise<void>;
  /** Gives a label, or takes it away. */
  readonly label: (label: string, action: "add" | "remove") => Promise<void>;
  readonly undo: () => Promise<void>;
}

/** Labelling of some tracks by hand; what goes wrong is said in `said`. */
export function useLabelling(
  target: LabelTarget,
  { onLabelled }: { readonly onLabelled?: (() => void) | undefined } = {},
): Labelling {
  const sets = useSignal<readonly HandSet[] | undefined>(undefined);
  const given = useSignal<Readonly<Record<string, readonly string[]>>>({});
  const said = useSignal<Said>({ words: "" });
  const one = onlyTrack(target);
  const wanted = "query" in target ? target.query : target.tracks.join(" ");
  const read = async (still: () => boolean = () => true) => {
    const found = await handLabels(one);
    if (!still()) return;
    batch(() => {
      sets.value = found.sets;
      given.value = found.given;
    });
  };
  useEffect(() => {
    let still = true;
    said.value = { words: "" };
    read(() => still).catch((error) => said.value = { words: wordsOf(error), fault: true });
    return () => still = false;
  }, [wanted]);
  const set = sets.value?.find(({ id }) => id === chosenSet.value) ?? sets.value?.[0];
  const doing = async (work: () => Promise<Said>) => {
    try {
      said.value = await work();
      await read();
      onLabelled?.();
    } catch (error) {
      said.value = { words: wordsOf(error), fault: true };
    }
  };
  return {
    sets,
    given,
    said,
    set,
    make: (name, several) =>
      doing(async () => {
        const made = await makeHandSet({ name, several });
        chooseSet(made.id);
        return { words: `Made the set ${made.name}` };
      }),
    label: (label, action) =>
      doing(async () => {
        const { id, several } = set!;
        chooseSet(id);
        const edit = await labelTracks(id, {
          ...("query" in target ? { query: target.query } : { tracks: target.tracks }),
          label,
          action: action === "add" && !several ? "set" : action,
          ...(labeller.peek() !== "" && { by: labeller.peek() }),
        });
        const many = one === undefined ? ` on ${plural(countOf(target), "track")}` : "";
        return {
          words: action === "add" ? `Labelled ${label}${many}` : `Took ${label} away${many}`,
          undo: { set: id, edit },
        };
      }),
    undo: () =>
      doing(async () => {
        const { set: id, edit } = said.peek().undo!;
        const again = await takeLabelsBack(id, edit);
        return { words: "Taken back", undo: { set: id, edit: again } };
      }),
  };
}
