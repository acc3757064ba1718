import { shuffled, type Space, type TrackId } from "../domain/mod.ts";
import type { CheckTrial, OddTrial, PairTrial, Trial } from "./test.ts";

/** What a plan is made from. */
export interface PlanSource {
  /** Tracks that can be heard, in the order of the collection. */
  readonly tracks: readonly TrackId[];
  /** The nearest track that can be heard and is by another artist; `undefined` where there is none. */
  readonly nearest: (query: TrackId, space: Space) => Promise<TrackId | undefined>;
  /** A track that is by neither artist and far from both in a space; `draw` is in [0, 1). */
  readonly far: (
    pair: readonly [TrackId, TrackId],
    at: { readonly space: Space; readonly draw: number },
  ) => Promise<TrackId | undefined>;
}

/** What a plan shall be. */
export interface PlanOptions {
  readonly spaces: readonly [Space, Space];
  readonly trials: number;
  /** Share of the trials that ask for the odd one out, in [0, 1]. */
  readonly oddShare: number;
  /** Trials that check whether one listens, besides; see {@linkcode checksFor}. */
  readonly checks?: number;
  /** Source of numbers in [0, 1); the same numbers give the same plan. */
  readonly random: () => number;
}

/** How many trials check whether one listens, among so many others: one in eight, two at least. */
export function checksFor(trials: number): number {
  return Math.max(2, Math.round(trials / 8));
}

/** A plan, and how many queries said nothing. */
export interface Plan {
  readonly trials: readonly Trial[];
  /** Queries passed over as both spaces have the same track nearest, so that there is nothing to ask. */
  readonly alike: number;
}

/**
 * Draws trials from a collection. No track is a query twice, sides are drawn for each trial, and odd
 * ones out are spread among the pairs. There are fewer trials than asked for where the collection is
 * too small.
 */
export async function planTrials(source: PlanSource, options: PlanOptions): Promise<Plan> {
  const { spaces, trials: wanted, oddShare, random, checks = 0 } = options;
  const odds = Math.round(wanted * oddShare);
  const kinds = shuffled(
    [
      ...Array.from({ length: wanted }, (_, i) => i < odds ? "odd" as const : "pair" as const),
      ...Array.from({ length: checks }, () => "check" as const),
    ],
    random,
  );
  const queries = shuffled(source.tracks, random);
  const trials: Trial[] = [];
  let alike = 0;
  let oddsMade = 0;
  let checksMade = 0;
  for (const query of queries) {
    const kind = kinds[trials.length];
    if (kind === undefined) break;
    if (kind === "odd") {
      const space = spaces[oddsMade % 2]!;
      const trial = await oddTrial(source, { query, space, random });
      if (trial) {
        trials.push(trial);
        oddsMade++;
      }
      continue;
    }
    if (kind === "check") {
      const check = checksMade % 2 === 0 ? "same" as const : "drawn" as const;
      const trial = await checkTrial(source, { query, space: spaces[0], check, random });
      if (trial) {
        trials.push(trial);
        checksMade++;
      }
      continue;
    }
    const trial = await pairTrial(source, { query, spaces, random });
    if (trial === "alike") alike++;
    else if (trial) trials.push(trial);
  }
  return { trials, alike };
}

async function pairTrial(
  { nearest }: PlanSource,
  { query, spaces, random }: {
    readonly query: TrackId;
    readonly spaces: readonly [Space, Space];
    readonly random: () => number;
  },
): Promise<PairTrial | "alike" | undefined> {
  const [a, b] = [await nearest(query, spaces[0]), await nearest(query, spaces[1])];
  const turned = random() < 0.5;
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return "alike";
  return turned
    ? { kind: "pair", query, tracks: [b, a], spaces: [spaces[1], spaces[0]] }
    : { kind: "pair", query, tracks: [a, b], spaces };
}

async function oddTrial(
  { nearest, far }: PlanSource,
  { query, space, random }: {
    readonly query: TrackId;
    readonly space: Space;
    readonly random: () => number;
  },
): Promise<OddTrial | undefined> {
  const draw = random();
  const place = Math.floor(random() * 3) as 0 | 1 | 2;
  const near = await nearest(query, space);
  const odd = near === undefined ? undefined : await far([query, near], { space, draw });
  if (near === undefined || odd === undefined) return undefined;
  const [first, second, third] = [query, near].toSpliced(place, 0, odd);
  return { kind: "odd", space, tracks: [first!, second!, third!], odd: place };
}

async function checkTrial(
  { nearest, far }: PlanSource,
  { query, space, check, random }: {
    readonly query: TrackId;
    readonly space: Space;
    readonly check: CheckTrial["check"];
    readonly random: () => number;
  },
): Promise<CheckTrial | undefined> {
  const [draw, turned] = [random(), random() < 0.5];
  if (check === "same") {
    const near = await nearest(query, space);
    if (near === undefined) return undefined;
    return { kind: "check", check, query, tracks: [near, near], right: ["same", "neither"] };
  }
  const drawn = await far([query, query], { space, draw });
  if (drawn === undefined) return undefined;
  return {
    kind: "check",
    check,
    query,
    tracks: turned ? [drawn, query] : [query, drawn],
    right: [turned ? "right" : "left"],
  };
}
