import type { SimilarAnswer, TrackCard } from "./answer.ts";

/** Which tracks of two lists become a playlist. */
export const CHOICES = ["first", "second", "union", "intersection"] as const;
/** `first` and `second` are the lists themselves. */
export type Choice = (typeof CHOICES)[number];

/**
 * The tracks of a choice. A union takes one of each list in turn, so that the nearest of both come
 * first; an intersection is in the order of the better of the two ranks.
 */
export function chosenTracks({ lists }: SimilarAnswer, choice: Choice): readonly TrackCard[] {
  const [first = [], second = []] = lists.map(({ neighbours }) =>
    neighbours.map(({ track }) => track)
  );
  if (choice === "first") return first;
  if (choice === "second") return second;
  const length = Math.max(first.length, second.length);
  const inTurn = Array.from({ length }, (_, i) => [first[i], second[i]])
    .flat()
    .filter((track) => track !== undefined);
  const distinct = [...new Map(inTurn.map((track) => [track.id, track])).values()];
  if (choice === "union") return distinct;
  const both = (id: string) =>
    first.some((track) => track.id === id) && second.some((track) => track.id === id);
  return distinct.filter(({ id }) => both(id));
}
