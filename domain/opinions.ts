/** A model's say on a question, and from where to where it has not decided. */
export interface Opinion {
  /** Catalogue id. */
  readonly descriptor: string;
  /** At or below the first the answer is one thing, at or above the second the other. */
  readonly undecided: readonly [number, number];
  /** Whether its high values mean what the other's low ones do. */
  readonly inverse?: boolean;
}

/** A question that two models answer. */
export interface TwoOpinions {
  /** Catalogue id of how they compare. */
  readonly id: string;
  /** What is asked, as in a sentence. */
  readonly question: string;
  /** Of each model in the order of preference: the first that has a value speaks. */
  readonly first: readonly Opinion[];
  readonly second: Opinion;
}

/** How two opinions compare: alike, one of them undecided, or opposite. */
export const OPINION_NAMES = ["agree", "undecided", "disagree"] as const;
/** One of {@linkcode OPINION_NAMES}. */
export type OpinionName = (typeof OPINION_NAMES)[number];

/**
 * The questions that two models answer. Voice is decided where each model is surer than not; degrees, whose
 * scales differ, where a model puts a track in the lower or upper third of what it gave 67 pieces of free
 * music (docs/decisions/0006-vibenet.md).
 */
export const TWO_OPINIONS: readonly TwoOpinions[] = [
  {
    id: "voice_opinions",
    question: "voice",
    first: [{ descriptor: "voice", undecided: [0.4, 0.6] }],
    second: { descriptor: "instrumentalness", undecided: [0.55, 0.8], inverse: true },
  },
  {
    id: "danceability_opinions",
    question: "danceability",
    first: [
      { descriptor: "danceability", undecided: [0.4, 0.6] },
      { descriptor: "danceability_musicnn", undecided: [0.27, 0.75] },
    ],
    second: { descriptor: "danceability_vibenet", undecided: [0.46, 0.57] },
  },
  {
    id: "arousal_opinions",
    question: "energy",
    first: [{ descriptor: "arousal", undecided: [4.13, 5] }],
    second: { descriptor: "energy", undecided: [0.32, 0.59] },
  },
  {
    id: "valence_opinions",
    question: "valence",
    first: [{ descriptor: "valence", undecided: [4.33, 4.85] }],
    second: { descriptor: "valence_vibenet", undecided: [0.13, 0.34] },
  },
];

/** Which way a value goes: -1, 0 where it is undecided, 1. */
function sideOf({ undecided: [low, high], inverse }: Opinion, value: number): -1 | 0 | 1 {
  if (value > low && value < high) return 0;
  return value >= high !== (inverse ?? false) ? 1 : -1;
}

/** The first of the models that has a value, with that value. */
export function speakerOf(
  opinions: readonly Opinion[],
  valueOf: (descriptor: string) => number | null | undefined,
): readonly [Opinion, number] | undefined {
  for (const opinion of opinions) {
    const value = valueOf(opinion.descriptor);
    if (typeof value === "number" && Number.isFinite(value)) return [opinion, value];
  }
  return undefined;
}

/** How the two opinions on a question compare; `undefined` where there are no two. */
export function compareOpinions(
  { first, second }: TwoOpinions,
  valueOf: (descriptor: string) => number | undefined,
): OpinionName | undefined {
  const a = speakerOf(first, valueOf);
  const b = speakerOf([second], valueOf);
  if (!a || !b) return undefined;
  const product = sideOf(...a) * sideOf(...b);
  return product > 0 ? "agree" : product < 0 ? "disagree" : "undecided";
}
