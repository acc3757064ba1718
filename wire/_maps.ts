import type { Projection, Space } from "../domain/mod.ts";
import { ask } from "./_ask.ts";
import { askMade, type Waiting } from "./_made.ts";

/** How far a map can be trusted; NaN where that is not known. */
export interface MapTrust {
  /** Share of the nearest tracks that are nearest on the map too, in [0, 1]. */
  readonly preserved: number;
  /** What `preserved` would be on a map at random. */
  readonly chance: number;
  /** How many nearest tracks that is about. */
  readonly k: number;
  /** 1 where the nearest on the map are near indeed, about 0.5 at random. */
  readonly trustworthiness: number;
  /** 1 where what is near is near on the map, about 0.5 at random. */
  readonly continuity: number;
}

/** What one raw axis of a map reaches over, in its own unit. */
interface AxisExtent {
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
}

/** A map as the server gives it. */
export interface LoadedMap extends MapTrust {
  /** x, y, x, y, …; NaN where a track has no place. */
  readonly xy: Float32Array;
  /** Share of the variance that each axis shows, of principal components. */
  readonly variance?: readonly [number, number];
  /** What raw axes reach over; they go from −1 to 1 on the map. */
  readonly axes?: readonly [AxisExtent, AxisExtent];
  /** Numbers a track that the map was made of, where the space is too large for memory. */
  readonly reducedTo?: number;
}

type Sent<Shape> = { readonly [Name in keyof Shape]: Shape[Name] | null };

/** What the header of a map says of it. */
interface MapFacts extends Pick<LoadedMap, "variance"> {
  readonly quality?: Sent<MapTrust>;
  readonly axes?: readonly [Sent<AxisExtent>, Sent<AxisExtent>];
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
  const { variance, axes, reduced_to: reducedTo } = facts;
  return {
    xy: new Float32Array(await response.arrayBuffer()),
    ...trustOf(facts.quality),
    ...(variance && { variance }),
    ...(axes && { axes: [extentOf(axes[0]), extentOf(axes[1])] }),
    ...(reducedTo !== undefined && { reducedTo }),
  };
}

/** The maps of a space that are there already, most neighbours kept first. */
export async function listMaps(
  space: Space,
  signal: AbortSignal,
): Promise<readonly { readonly projection: Projection; readonly trust: MapTrust }[]> {
  const response = await ask(`/api/maps?space=${space}`, { to: "list the maps", signal });
  const { maps }: {
    readonly maps: readonly {
      readonly projection: Projection;
      readonly quality: Sent<MapTrust>;
    }[];
  } = await response.json();
  return maps.map(({ projection, quality }) => ({ projection, trust: trustOf(quality) }));
}

function trustOf(sent: Sent<MapTrust> | undefined): MapTrust {
  return {
    preserved: sent?.preserved ?? NaN,
    chance: sent?.chance ?? NaN,
    k: sent?.k ?? 0,
    trustworthiness: sent?.trustworthiness ?? NaN,
    continuity: sent?.continuity ?? NaN,
  };
}

function extentOf({ from, to, log }: Sent<AxisExtent>): AxisExtent {
  return { from: from ?? NaN, to: to ?? NaN, log: log ?? false };
}

/** Two spaces to be compared. */
export interface SpacePair {
  readonly one: Space;
  readonly other: Space;
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
  spaces: SpacePair,
  waiting: Waiting,
): Promise<DisagreementData> {
  return await disagreementIn(
    await askMade(addressOf(spaces), { to: "compare the two spaces", ...waiting }),
  );
}

/** {@linkcode loadDisagreement} where it has been worked out already, or is just being so. */
export async function findDisagreement(
  spaces: SpacePair,
  waiting: Waiting,
): Promise<DisagreementData | undefined> {
  const address = `${addressOf(spaces)}&begin=no`;
  const response = await askMade(address, { to: "compare the two spaces", ...waiting });
  return response.status === 204 ? undefined : await disagreementIn(response);
}

function addressOf({ one, other }: SpacePair): string {
  return `/api/disagreement?space=${one}&space=${other}`;
}

async function disagreementIn(response: Response): Promise<DisagreementData> {
  const { k, reduced = [] }: { readonly k: number; readonly reduced?: readonly Space[] } = JSON
    .parse(response.headers.get("x-fonoteca-disagreement") ?? "{}");
  return { values: new Float32Array(await response.arrayBuffer()), k, reduced };
}
