import { fold } from "./text.ts";
import type { TrackId } from "./track.ts";
import type { Instant } from "./units.ts";

/** The parts of a split, in the words of most data sets. */
export const SPLITS = ["training", "validation", "test"] as const;
/** A part of a split. */
export type Split = (typeof SPLITS)[number];

/** A number that a label set gives each track, such as an annotated tempo. */
export interface LabelField {
  /** Letters, digits and `_`, such as `tempo` or `arousal`. */
  readonly id: string;
  /** Unit as written on an axis; empty for a plain number. */
  readonly unit: string;
  /** What charts show; the values lie within. */
  readonly range: readonly [number, number];
  readonly bin: number;
  readonly digits: number;
}

/** Who said it: a data set's publisher, a person on this machine, a model trained here, or a cluster. */
export type LabelOrigin = "publisher" | "hand" | "model" | "cluster";

/** What is known of a set of labels as a whole; its entries are by track. */
export interface LabelSet {
  /** Lower-case letters, digits and `-`; it names the set in queries and addresses. */
  readonly id: string;
  readonly name: string;
  /** Which reader it came from, such as `fma` or `table`. */
  readonly kind: string;
  readonly origin: LabelOrigin;
  /** The path it was read from; a set by hand has none. */
  readonly source?: string;
  /** What the reader was told besides, to read it again. */
  readonly options?: Readonly<Record<string, string>>;
  readonly licence?: string;
  readonly citation?: string;
  readonly version?: string;
  /** The labels that a track can have; empty where the set gives numbers alone. */
  readonly classes: readonly string[];
  /** The parent of each class as an index into `classes`, -1 at the root; left out where there is no hierarchy. */
  readonly parents?: readonly number[];
  /** Whether a track can have more than one label. */
  readonly several: boolean;
  /** What a strength in [0, 1] means, such as `votes` or `probability`; left out where there is none. */
  readonly strength?: string;
  readonly fields: readonly LabelField[];
  /** When its entries were last joined or edited. */
  readonly joined: Instant;
}

/** What a label set says of one track. */
export interface LabelEntry {
  /** The track's name in the set: the publisher's id or path. */
  readonly key: string;
  /** Indices into `classes`, strongest first. */
  readonly classes?: readonly number[];
  /** In [0, 1], one for each of `classes`. */
  readonly strengths?: readonly number[];
  /** One for each of the set's `fields`; NaN where there is none. */
  readonly values?: readonly number[];
  readonly split?: Split;
  readonly artist?: string;
  readonly album?: string;
  /** Why the publisher or a later study thinks that this recording or label is bad. */
  readonly bad?: string;
  /** Who labelled it by hand. */
  readonly by?: string;
  readonly at?: Instant;
}

/** Entries by track. */
export type LabelEntries = ReadonlyMap<TrackId, LabelEntry>;

/** What stands before the id of a set where labels are named among descriptors. */
export const LABEL_PREFIX = "label.";

const SET_ID = /^[a-z0-9][a-z0-9-]{0,59}$/;

/** Whether a text can be the id of a label set. */
export function isLabelSetId(text: string): boolean {
  return SET_ID.test(text);
}

/** The id of a label set that a name suggests: `My Genres 2` becomes `my-genres-2`. */
export function labelSetIdOf(name: string): string {
  return fold(name).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "labels";
}

/** The set, and the field where it is one, that `label.<set>` or `label.<set>.<field>` names. */
export function labelNamed(
  descriptor: string,
): { readonly set: string; readonly field?: string } | undefined {
  const match = /^label\.([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9_]+))?$/.exec(descriptor);
  if (!match) return undefined;
  const [, set, field] = match as unknown as [string, string, string | undefined];
  return field === undefined ? { set } : { set, field };
}

/** What can stand behind a set's id besides its fields: names of a few, which make a category. */
export const LABEL_ASPECTS = {
  split: SPLITS,
  known_bad: ["no", "yes"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
/** A category that a label set gives besides its classes. */
export type LabelAspect = keyof typeof LABEL_ASPECTS;

/** The names of many that a set can give a track. */
export const LABEL_NAMES = ["artist", "album"] as const;
/** A name that a label set gives a track. */
export type LabelName = (typeof LABEL_NAMES)[number];

/** What else is written behind a set's id in a query. */
export const LABEL_SETTINGS = ["mode", "over"] as const;

/** Whether a field of a set is one of its categories rather than a number. */
export function isLabelAspect(field: string): field is LabelAspect {
  return Object.hasOwn(LABEL_ASPECTS, field);
}

/** Whether a field of a set is a name that it gives each track. */
export function isLabelName(field: string): field is LabelName {
  return (LABEL_NAMES as readonly string[]).includes(field);
}

/** The id of a number of a set, as `wanted`, but for what else stands behind a set's id. */
export function labelFieldId(wanted: string): string {
  const taken = isLabelAspect(wanted) || isLabelName(wanted) ||
    (LABEL_SETTINGS as readonly string[]).includes(wanted);
  return taken ? `${wanted}_value` : wanted;
}

/** The class and all classes below it. Indices into `classes`, ascending. */
export function classesUnder(
  { parents, classes }: Pick<LabelSet, "parents" | "classes">,
  wanted: number,
): number[] {
  if (!parents) return [wanted];
  return classes.flatMap((_, index) => {
    let at = index;
    for (let depth = 0; at !== wanted && at >= 0 && depth <= classes.length; depth++) {
      at = parents[at] ?? -1;
    }
    return at === wanted ? [index] : [];
  });
}

/** The root above a class, which is the class itself where there is no hierarchy. */
export function rootOf({ parents }: Pick<LabelSet, "parents">, index: number): number {
  let at = index;
  for (let depth = 0; depth < (parents?.length ?? 0) && (parents![at] ?? -1) >= 0; depth++) {
    at = parents![at]!;
  }
  return at;
}
