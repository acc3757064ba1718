import type { Alteration } from "../../analysis/mod.ts";
import type { Space, TrackId } from "../../domain/mod.ts";
import { cosineOf } from "../../similarity/mod.ts";
import type { OpenSpace } from "../neighbours/spaces.ts";

/** Ranks beyond this are told as one. */
export const MOST_RANK = 1001;

/** Where the originals of altered tracks stand among all tracks, in one space. NaN where there are none. */
export interface RobustFigure {
  readonly space: Space;
  readonly alteration: Alteration;
  /** Tracks that were altered like this and have a vector. */
  readonly tracks: number;
  /** Share whose original is the nearest of all tracks. */
  readonly nearest: number;
  /** Median and largest rank of the original, 1 for the nearest; further ones count as {@linkcode MOST_RANK}. */
  readonly median: number;
  readonly worst: number;
  /** Mean cosine with the original. */
  readonly cosine: number;
}

/** What was heard of one copy of a track. */
export interface Heard {
  readonly space: Space;
  readonly alteration: Alteration;
  readonly rank: number;
  readonly cosine: number;
}

/** Where the original of a copy stands among all tracks, by exact search, and how like it is. */
export async function rankOf(
  space: OpenSpace,
  { id, alteration, query }: {
    readonly id: TrackId;
    readonly alteration: Alteration;
    /** Vector of the altered track. */
    readonly query: Float32Array;
  },
): Promise<Heard> {
  const mask = new Uint8Array(space.table.length).fill(1);
  const { neighbours } = await space.search(query, { k: MOST_RANK - 1, mask });
  const own = neighbours.find((neighbour) => neighbour.id === id);
  const nearer = own && neighbours.filter(({ similarity }) => similarity > own.similarity).length;
  const original = await space.vectorOf(id);
  return {
    space: space.space,
    alteration,
    rank: nearer === undefined ? MOST_RANK : nearer + 1,
    cosine: original ? cosineOf(query, original) : NaN,
  };
}

/** The figures of one kind of alteration in a space. */
export function figureOf(
  heard: readonly Heard[],
  { space, alteration }: Pick<Heard, "space" | "alteration">,
): RobustFigure {
  const own = heard.filter((one) => one.space === space && one.alteration === alteration);
  const ranks = own.map(({ rank }) => rank).sort((a, b) => a - b);
  const cosines = own.map(({ cosine }) => cosine).filter((cosine) => !Number.isNaN(cosine));
  return {
    space,
    alteration,
    tracks: own.length,
    nearest: ranks.filter((rank) => rank === 1).length / own.length,
    median: (ranks[(own.length - 1) >> 1]! + ranks[own.length >> 1]!) / 2,
    worst: ranks.at(-1) ?? NaN,
    cosine: cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length,
  };
}
