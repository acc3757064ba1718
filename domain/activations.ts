/** What a reader is told of a set of class activations, and what a query calls it. */
export interface ActivationInfo {
  /** The parameter of a query, and the column of a table. */
  readonly word: string;
  /** Name of a column or filter. */
  readonly label: string;
  /** One class, and several, within a sentence. */
  readonly one: string;
  readonly many: string;
  /** What tracks do that have a class of it: they are rock, sound dark, have a piano. */
  readonly verb: "are" | "sound" | "have";
  /** Who hears it. */
  readonly by: string;
  /** The network on whose patches it is heard. */
  readonly network: "effnet" | "musicnn";
  /** Whether a head on the network's embedding hears it, in a stage named like the set; else the network itself. */
  readonly head: boolean;
}

/**
 * Every set of class activations that a collection can hold: likelihoods of `n` classes a track. A new
 * one is one entry here and its classes in `labels/`; store, columns, queries, exchange and pages follow.
 */
export const ACTIVATION_INFO = {
  styles: {
    word: "style",
    label: "Style",
    one: "style",
    many: "styles",
    verb: "are",
    by: "Discogs-EffNet",
    network: "effnet",
    head: false,
  },
  tags: {
    word: "tag",
    label: "Tag",
    one: "tag",
    many: "tags",
    verb: "are",
    by: "MSD-MusiCNN",
    network: "musicnn",
    head: false,
  },
  moodthemes: {
    word: "moodtheme",
    label: "Mood or theme",
    one: "mood or theme",
    many: "moods and themes",
    verb: "sound",
    by: "MTG-Jamendo on Discogs-EffNet",
    network: "effnet",
    head: true,
  },
  instruments: {
    word: "instrument",
    label: "Instrument",
    one: "instrument",
    many: "instruments",
    verb: "have",
    by: "MTG-Jamendo on Discogs-EffNet",
    network: "effnet",
    head: true,
  },
  jamendo: {
    word: "jamendo",
    label: "Genre (Jamendo)",
    one: "genre",
    many: "genres",
    verb: "are",
    by: "MTG-Jamendo on Discogs-EffNet",
    network: "effnet",
    head: true,
  },
} as const satisfies Readonly<Record<string, ActivationInfo>>;

/** A set of class activations. */
export type ActivationSet = keyof typeof ACTIVATION_INFO;
/** A set that a head hears, in a stage of its own. */
export type HeadSet = {
  [Set in ActivationSet]: (typeof ACTIVATION_INFO)[Set]["head"] extends true ? Set : never;
}[ActivationSet];
/** By what a query calls a set. */
export type ActivationWord = (typeof ACTIVATION_INFO)[ActivationSet]["word"];

/** Every {@linkcode ActivationSet}, in the order in which they are offered. */
export const ACTIVATION_SETS = Object.keys(ACTIVATION_INFO) as readonly ActivationSet[];
/** Every {@linkcode HeadSet}, in the same order. */
export const HEAD_SETS = ACTIVATION_SETS.filter((set): set is HeadSet => ACTIVATION_INFO[set].head);
/** Every {@linkcode ActivationWord}, in the same order. */
export const ACTIVATION_WORDS: readonly ActivationWord[] = ACTIVATION_SETS.map((set) =>
  ACTIVATION_INFO[set].word
);

/** The set that a query calls so; `undefined` where none is. */
export function activationSetOf(word: string): ActivationSet | undefined {
  return ACTIVATION_SETS.find((set) => ACTIVATION_INFO[set].word === word);
}

/** The stage of the analysis that gives a set's vectors. */
export function activationStage(set: ActivationSet): HeadSet | ActivationInfo["network"] {
  return HEAD_SETS.find((head) => head === set) ?? ACTIVATION_INFO[set].network;
}

/** Something of each set that a head hears. */
export function perHeadSet<Value>(make: (set: HeadSet) => Value): Record<HeadSet, Value> {
  return Object.fromEntries(HEAD_SETS.map((set) => [set, make(set)])) as Record<HeadSet, Value>;
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
