import {
  type ActivationSet,
  type Columns,
  type EmotionPlane,
  emotionPlaneOf,
  fittedTo,
  labelDescriptors,
  labelNamed,
  MISSING_CODE,
  NUMBER_DESCRIPTORS,
  type NumberDescriptor,
  numberDescriptorOf,
  TWO_OPINIONS,
  VOICE_DESCRIPTORS,
} from "../domain/mod.ts";
import { type Facet, facetOf, planeOf } from "../query/mod.ts";

/** Histograms that are open from the start, in their order. */
const FIRST = [
  "tempo",
  "loudness",
  "danceability",
  "danceability_vibenet",
  "danceability_signal",
  "voice",
  "instrumentalness",
  "arousal",
  "valence",
  "energy",
  "valence_vibenet",
  "duration",
  "year",
];

/** Cells of the plane of emotion, each way. */
export const PLANE_BINS = 15;

/** The facet of a plane of emotion. */
export function planeId({ x, y }: Pick<EmotionPlane, "x" | "y">): string {
  return `${x}*${y}`;
}

/** Whether a column has any value. */
export function hasValues(column: Float32Array | undefined): boolean {
  return column?.some((value) => !Number.isNaN(value)) ?? false;
}

/** Whether any track has activations of a set. */
export function hasActivations(columns: Columns, set: ActivationSet): boolean {
  return columns.activations[set]?.present.includes(1) ?? false;
}

/** Whether any track has something to show in a column of the table. */
export function hasColumn(columns: Columns, id: string): boolean {
  const texts: Readonly<Record<string, readonly string[] | undefined>> = { ...columns.texts };
  if (texts[id]) return texts[id].some((text) => text !== "");
  if (columns.numbers[id]) return hasValues(columns.numbers[id]);
  if (columns.categories[id]) {
    return columns.categories[id].codes.some((code) => code !== MISSING_CODE);
  }
  const named = labelNamed(id);
  if (named) return columns.labels?.[named.set]?.present.includes(1) ?? false;
  if (id === "style") return hasActivations(columns, "styles");
  if (id === "tag") return hasActivations(columns, "tags");
  return id === "key" ? hasKeys(columns) : ["format", "added"].includes(id);
}

/** Whether any track has a key. */
export function hasKeys(columns: Columns): boolean {
  return columns.categories["key_edma"]?.codes.some((code) => code !== MISSING_CODE) ?? false;
}

/** Whether of any track it is known whether there is voice. */
export function hasVoice({ numbers }: Columns): boolean {
  return VOICE_DESCRIPTORS.some((id) => hasValues(numbers[id]));
}

/**
 * The numeric descriptors that a collection has values of, those of label sets among them: those shown
 * first, and the others.
 */
export function shownNumbers(columns: Columns): {
  readonly first: readonly NumberDescriptor[];
  readonly others: readonly NumberDescriptor[];
} {
  const labelled = labelDescriptors(columns).filter(({ kind }) => kind === "number");
  const there = [...NUMBER_DESCRIPTORS, ...labelled as NumberDescriptor[]]
    .filter(({ id }) => hasValues(columns.numbers[id]));
  const fitted = (descriptor: NumberDescriptor) =>
    fittedTo(descriptor, columns.numbers[descriptor.id]);
  return {
    first: FIRST.map(numberDescriptorOf).filter((one) => there.includes(one)).map(fitted),
    others: there.filter(({ id }) => !FIRST.includes(id)).map(fitted),
  };
}

/** Every view of a collection that is counted while one brushes. */
export function facetsOf(columns: Columns): Facet[] {
  const { first, others } = shownNumbers(columns);
  const numbers = [...first, ...others].map((descriptor) =>
    facetOf(columns, descriptor.id, { binning: descriptor })
  );
  const plane = planeOf(columns, { ...emotionPlaneOf(columns.numbers), bins: PLANE_BINS });
  const categories = [
    "key_temperley",
    "key_krumhansl",
    "key_edma",
    "keys_agree",
    "tempo_octave",
    ...TWO_OPINIONS.map(({ id }) => id),
  ];
  const named = categories.map((id) => facetOf(columns, id));
  return [...numbers, ...named, plane].filter((facet) => facet !== undefined);
}
