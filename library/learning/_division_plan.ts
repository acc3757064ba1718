import type { TrackId } from "../../domain/mod.ts";
import {
  type Assembled,
  divided,
  type Division,
  folds,
  foldsOf,
  type Problem,
  untested,
} from "../../learning/mod.ts";
import type { TrainingFound, TrainingRequest } from "./training.ts";

/** How the tracks of a training are divided. */
export interface DivisionPlan {
  /** One, or the folds. */
  readonly divisions: readonly Division[];
  /** What a kept model learns from: the one division, or all tracks of the folds. */
  readonly whole: Division;
}

/**
 * The divisions that are asked for; of a training that follows another, those that test the same tracks,
 * as far as these still have labels, and learn from all others.
 */
export function divisionPlan(
  { problem, published }: Assembled,
  { request, before }: {
    readonly request: TrainingRequest;
    readonly before: Pick<TrainingFound, "tracks" | "folds"> | undefined;
  },
): DivisionPlan {
  const { split: kind, seed, folds: count = 1 } = request;
  if (count > 1) {
    const divisions = before?.folds
      ? foldsOf(problem, foldsBefore(problem, before), { kind, seed })
      : folds(problem, { kind, seed, count });
    return { divisions, whole: untested(problem, { kind, seed }) };
  }
  const whole = before
    ? dividedAsBefore(problem, before)
    : divided(problem, { kind, seed, published });
  return { divisions: [whole], whole };
}

function dividedAsBefore(
  { ids }: Pick<Problem, "ids">,
  { tracks }: Pick<TrainingFound, "tracks">,
): Division {
  const [validation, test] = [new Set(tracks.validation), new Set(tracks.test)];
  const parts = { training: [] as number[], validation: [] as number[], test: [] as number[] };
  for (const [row, id] of ids.entries()) {
    parts[test.has(id) ? "test" : validation.has(id) ? "validation" : "training"].push(row);
  }
  return {
    training: Uint32Array.from(parts.training),
    validation: Uint32Array.from(parts.validation),
    test: Uint32Array.from(parts.test),
  };
}

/** The rows that each fold has tested before. */
function foldsBefore(
  { ids }: Pick<Problem, "ids">,
  { tracks, folds = [] }: Pick<TrainingFound, "tracks" | "folds">,
): number[][] {
  const foldOf = new Map<TrackId, number>(tracks.test.map((id, i) => [id, folds[i]!]));
  const parts = Array.from({ length: Math.max(...folds) + 1 }, (): number[] => []);
  for (const [row, id] of ids.entries()) {
    const fold = foldOf.get(id);
    if (fold !== undefined) parts[fold]!.push(row);
  }
  return parts;
}
