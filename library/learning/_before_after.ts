import type { TrackId } from "../../domain/mod.ts";
import type { BeforeAfter, LearnerResult, TrainingFound } from "./training.ts";

/** The predictions before and after on the tracks that both have tested, under the labels after. */
export function compared(
  id: string,
  { before, after }: { readonly before: TrainingFound; readonly after: TrainingFound },
): BeforeAfter {
  const learner = after.results.find(({ name }) => name === after.best)!;
  const earlier = before.results.find(({ name }) => name === learner.name) ??
    before.results.find(({ name }) => name === before.best) ?? before.results[0]!;
  const [was, is] = [answersOf(before, earlier), answersOf(after, learner)];
  let [tracks, rightBefore, rightAfter, nowRight, nowWrong, relabelled] = [0, 0, 0, 0, 0, 0];
  for (const [track, { found, labels }] of is) {
    const old = was.get(track);
    if (!old) continue;
    tracks++;
    const [before, after] = [labels.includes(old.found), labels.includes(found)];
    if (before) rightBefore++;
    if (after) rightAfter++;
    if (after && !before) nowRight++;
    if (before && !after) nowWrong++;
    if (String(old.labels) !== String(labels)) relabelled++;
  }
  return {
    before: id,
    learner: learner.name,
    tracks,
    accuracyBefore: rightBefore / tracks,
    accuracyAfter: rightAfter / tracks,
    nowRight,
    nowWrong,
    relabelled,
  };
}

/** What a learner found first for each test track, and what its labels were, by name and in order. */
function answersOf(
  { tracks, classes, labelled, labelledAll }: TrainingFound,
  { found }: LearnerResult,
): ReadonlyMap<TrackId, { readonly found: string; readonly labels: readonly string[] }> {
  return new Map(tracks.test.map((track, i) => [track, {
    found: classes[found[i]!]!,
    labels: (labelledAll?.[i] ?? [labelled[i]!]).flatMap((c) => classes[c] ?? []).sort(),
  }]));
}
