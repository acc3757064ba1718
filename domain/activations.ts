/** What a reader is told of a set of class activations, and what a query calls it. */
export interface ActivationInfo {
  /** The parameter of a query, and the column of a table. */
  readonly word: string;
  /** Name of a column or filter. */
  readonly label: string;
  /** One class, and several, within a sentence. */
  readonly one: string;
  readonly many: string;
  /** The network that hears it. */
  readonly by: string;
}

/**
 * Every set of class activations that a collection can hold: likelihoods of `n` classes a track. A new
 * one is one entry here and its classes in `labels/`; store, columns, queries, exchange and pages follow.
 */
export const ACTIVATION_INFO = {
  styles: { word: "style", label: "Style", one: "style", many: "styles", by: "Discogs-EffNet" },
  tags: { word: "tag", label: "Tag", one: "tag", many: "tags", by: "MSD-MusiCNN" },
  moodthemes: {
    word: "moodtheme",
    label: "Mood or theme",
    one: "mood or theme",
    many: "moods and themes",
    by: "MTG-Jamendo's moods and themes on Discogs-EffNet",
  },
  instruments: {
    word: "instrument",
    label: "Instrument",
    one: "instrument",
    many: "instruments",
    by: "MTG-Jamendo's instruments on Discogs-EffNet",
  },
  jamendo: {
    word: "jamendo",
    label: "Genre (Jamendo)",
    one: "genre",
    many: "genres",
    by: "MTG-Jamendo's genres on Discogs-EffNet",
  },
} as const satisfies Readonly<Record<string, ActivationInfo>>;

/** A set of class activations. */
export type ActivationSet = keyof typeof ACTIVATION_INFO;
/** By what a query calls a set. */
export type ActivationWord = (typeof ACTIVATION_INFO)[ActivationSet]["word"];

/** Every {@linkcode ActivationSet}, in the order in which they are offered. */
export const ACTIVATION_SETS = Object.keys(ACTIVATION_INFO) as readonly ActivationSet[];
/** Every {@linkcode ActivationWord}, in the same order. */
export const ACTIVATION_WORDS: readonly ActivationWord[] = ACTIVATION_SETS.map((set) =>
  ACTIVATION_INFO[set].word
);

/** The set that a query calls so; `undefined` where none is. */
export function activationSetOf(word: string): ActivationSet | undefined {
  return ACTIVATION_SETS.find((set) => ACTIVATION_INFO[set].word === word);
}

/** Something of each set. */
export function perActivationSet<Value>(
  make: (set: ActivationSet) => Value,
): Record<ActivationSet, Value> {
  return Object.fromEntries(ACTIVATION_SETS.map((set) => [set, make(set)])) as Record<
    ActivationSet,
    Value
  >;
}
