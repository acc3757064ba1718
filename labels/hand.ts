import { isDeepStrictEqual } from "node:util";
import {
  type Instant,
  isLabelSetId,
  type LabelEntries,
  type LabelEntry,
  type LabelSet,
  labelSetIdOf,
  type TrackId,
} from "../domain/mod.ts";
import type { LabelChanges, LabelSets } from "../store/mod.ts";
import { LabelError } from "./failure.ts";

/** Who labels, and when. */
export interface Hand {
  readonly by: string;
  readonly at: Instant;
}

/** What is done to the labels of tracks by hand. */
export interface HandEdit extends Hand {
  readonly tracks: readonly TrackId[];
  readonly label: string;
  /** `add` keeps other labels where a track can have several; `set` replaces them; `remove` takes it away. */
  readonly action: "add" | "set" | "remove";
}

const LONGEST_NAME = 100;

/** Makes an empty set for labels by hand. Throws a LabelError where there is one of that name. */
export function createHandSet(
  sets: LabelSets,
  { name, several, at }: {
    readonly name: string;
    readonly several: boolean;
    readonly at: Instant;
  },
): Promise<LabelSet> {
  return storeNew(sets, { name, entries: new Map(), about: { several, joined: at } });
}

async function storeNew(
  sets: LabelSets,
  { name, entries, about }: {
    readonly name: string;
    readonly entries: LabelEntries;
    readonly about: Pick<LabelSet, "several" | "joined"> & Partial<LabelSet>;
  },
): Promise<LabelSet> {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > LONGEST_NAME) {
    throw new LabelError(`Cannot make a label set: its name takes 1 to ${LONGEST_NAME} characters`);
  }
  const id = labelSetIdOf(trimmed);
  const set: LabelSet = {
    id,
    name: trimmed,
    kind: "hand",
    origin: "hand",
    classes: [],
    fields: [],
    ...about,
  };
  if (!isLabelSetId(id) || await sets.put(set, entries, () => false)) {
    throw new LabelError(`Cannot make the label set ${trimmed}: there is one with the id ${id}`);
  }
  return set;
}

/**
 * Labels tracks by hand. Gives what takes it back: pass it to {@linkcode undoEdit}. Throws a LabelError
 * where the set is not one of labels by hand, or the label is no word.
 */
export async function labelByHand(
  sets: LabelSets,
  id: string,
  edit: HandEdit,
): Promise<LabelChanges> {
  const label = edit.label.trim();
  if (label === "" || label.length > LONGEST_NAME) {
    throw new LabelError(`Cannot label: a label takes 1 to ${LONGEST_NAME} characters`);
  }
  if (!await sets.get(id)) throw new LabelError(`Cannot label: there is no label set ${id}`);
  return await sets.edit(id, edit.tracks, (set) => {
    if (set.origin !== "hand") {
      throw new LabelError(
        `Cannot label in ${set.name}: it is its ${set.origin}'s; make a set of your own, or copy it into one`,
      );
    }
    const classes = set.classes.includes(label) ? set.classes : [...set.classes, label];
    const index = classes.indexOf(label);
    return {
      set: edit.action === "remove" ? set : { ...set, classes, joined: edit.at },
      after: (track, before) => edited(before, { ...edit, track, index, several: set.several }),
    };
  });
}

/**
 * Takes an edit back where a track's labels are still as it left them: what others did since stays. Gives
 * what makes it again.
 */
export function undoEdit(sets: LabelSets, id: string, done: LabelChanges): Promise<LabelChanges> {
  return sets.edit(id, [...done.keys()], (set) => ({
    set,
    after: (track, now) => {
      const { before, after } = done.get(track)!;
      return isDeepStrictEqual(now, after) ? before : now;
    },
  }));
}

/** Copies a set into one of labels by hand, to be corrected there. */
export async function copyForHand(
  sets: LabelSets,
  id: string,
  { name, by, at }: Hand & { readonly name: string },
): Promise<LabelSet> {
  const from = await sets.get(id);
  if (!from) throw new LabelError(`Cannot copy: there is no label set ${id}`);
  const { classes, several, parents, licence, citation, version } = from;
  const entries = await sets.entries(id);
  const copied = [...entries].map(([track, entry]): [TrackId, LabelEntry] => {
    const { strengths: _, values: __, ...kept } = entry;
    return [track, kept];
  });
  return await storeNew(sets, {
    name,
    entries: new Map(copied),
    about: {
      classes,
      several,
      joined: at,
      ...(parents && { parents }),
      ...(licence !== undefined && { licence }),
      ...(citation !== undefined && { citation }),
      version: `${from.name}${version === undefined ? "" : ` (${version})`}, corrected by ${by}`,
    },
  });
}

function edited(
  before: LabelEntry | undefined,
  { action, index, several, track, by, at }: HandEdit & {
    readonly track: TrackId;
    readonly index: number;
    readonly several: boolean;
  },
): LabelEntry | undefined {
  const others = (before?.classes ?? []).filter((other) => other !== index);
  const base = { ...before, key: before?.key ?? track, by, at };
  if (action === "remove") {
    return others.length > 0 ? { ...base, classes: others } : undefined;
  }
  const keeps = action === "add" && several;
  return { ...base, classes: keeps ? [...others, index] : [index] };
}
