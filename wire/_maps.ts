import type { Space } from "../domain/mod.ts";
import type { Projection } from "../query/mod.ts";
import { askMade, type Waiting } from "./_made.ts";

/** A map as the server gives it. */
export interface LoadedMap {
  /** x, y, x, y, …; NaN where a track has no place. */
  readonly xy: Float32Array;
  /** Share of the nearest tracks that are nearest on the map too, in [0, 1]; NaN where not known. */
  readonly preserved: number;
  /** What `preserved` would be on a map at random; NaN where not known. */
  readonly chance: number;
  /** How many nearest tracks that is about. */
  readonly k: number;
  /** Numbers a track that the map was made of, where the space is too large for memory. */
  readonly reducedTo?: number;
}

/** What the header of a map says of it. */
interface MapFacts {
  readonly quality?: {
    readonly preserved: number | null;
    readonly chance: number | null;
    readonly k: number;
  };
  readonly reduced_to?: number;
}

/** The coordinates of every row on a map, as soon as the server has made it. */
export async function loadMap(
  map: { readonly space: Space; readonly projection: Projection },
  waiting: Waiting,
): Promise<LoadedMap> {
  const address = `/api/map?space=${map.space}&projection=${map.projection}`;
  const response = await askMade(address, { to: "load the map", ...waiting });
  const facts: MapFacts = JSON.parse(response.headers.get("x-fonoteca-map") ?? "{}");
  return {
    xy: new Float32Array(await response.arrayBuffer()),
    preserved: facts.quality?.preserved ?? NaN,
    chance: facts.quality?.chance ?? NaN,
    k: facts.quality?.k ?? 0,
    ...(facts.reduced_to !== undefined && { reducedTo: facts.reduced_to }),
  };
}

/** How much two spaces differ about each row, and by which neighbours. */
export interface DisagreementData {
  /** In [0, 1]; NaN where a track lacks a vector. Shape `(n,)`. */
  readonly values: Float32Array;
  readonly k: number;
  /** Spaces whose lists are by reduced vectors, as they are too large for memory. */
  readonly reduced: readonly Space[];
}

/** How much two spaces differ about each row, as soon as the server has worked it out. */
export async function loadDisagreement(
  spaces: { readonly one: Space; readonly other: Space },
  waiting: Waiting,
): Promise<DisagreementData> {
  const address = `/api/disagreement?space=${spaces.one}&space=${spaces.other}`;
  const response = await askMade(address, { to: "compare the two spaces", ...waiting });
  const { k, reduced = [] }: { readonly k: number; readonly reduced?: readonly Space[] } = JSON
    .parse(response.headers.get("x-fonoteca-disagreement") ?? "{}");
  return { values: new Float32Array(await response.arrayBuffer()), k, reduced };
}
