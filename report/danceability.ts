import type { Distribution } from "./distribution.ts";

/** The danceabilities that models have learned, the one preferred first, and who gives them. */
const LEARNED = {
  danceability: "The classifier on EffNet",
  danceability_musicnn: "The classifier on MusiCNN",
  danceability_vibenet: "VibeNet",
} as const;

/** Catalogue id of a learned danceability. */
export type LearnedDanceability = keyof typeof LEARNED;

/** The learned danceability that speaks for a collection, and the model that gives it. */
export function learnedDanceability(
  distributions: Readonly<Record<string, Distribution>>,
): { readonly id: LearnedDanceability; readonly model: string } {
  const ids = Object.keys(LEARNED) as LearnedDanceability[];
  const id = ids.find((each) => (distributions[each]?.n ?? 0) > 0) ?? ids[0]!;
  return { id, model: LEARNED[id] };
}
