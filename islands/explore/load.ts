import { decodeColumns } from "../../collection/columns_arrow.ts";
import type { Columns, Space } from "../../domain/mod.ts";
import type { Projection } from "../../query/mod.ts";
import type { JobName } from "../../work/mod.ts";
import { followWork } from "../follow_work.ts";

/** Columns, and which version of the collection they are. */
export interface Loaded {
  readonly columns: Columns;
  readonly version: number;
}

/** Fetches the columns of the whole collection. Throws an Error that says what is wrong. */
export async function loadColumns(signal: AbortSignal): Promise<Loaded> {
  const response = await fetch("/api/columns.arrow", { signal });
  if (!response.ok) {
    throw new Error(`Cannot load the collection: the server answered ${response.status}`);
  }
  return {
    columns: decodeColumns(new Uint8Array(await response.arrayBuffer())),
    version: Number(response.headers.get("x-fonoteca-version") ?? 0),
  };
}

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

/** Fetches the coordinates of every row on a map, as soon as the server has made it. */
export async function loadMap(
  options: {
    readonly space: Space;
    readonly projection: Projection;
    readonly signal: AbortSignal;
    /** Told the share that is made, in [0, 1]. */
    readonly onProgress: (share: number) => void;
  },
): Promise<LoadedMap> {
  const { space, projection, ...how } = options;
  const response = await fetchMade(`/api/map?space=${space}&projection=${projection}`, {
    ...how,
    what: "the map",
  });
  const { quality, reduced_to }: {
    readonly quality?: {
      readonly preserved: number | null;
      readonly chance: number | null;
      readonly k: number;
    };
    readonly reduced_to?: number;
  } = JSON.parse(response.headers.get("x-fonoteca-map") ?? "{}");
  return {
    xy: new Float32Array(await response.arrayBuffer()),
    preserved: quality?.preserved ?? NaN,
    chance: quality?.chance ?? NaN,
    k: quality?.k ?? 0,
    ...(reduced_to !== undefined && { reducedTo: reduced_to }),
  };
}

/** Fetches what takes the server a while, as soon as it is made. */
export async function fetchMade(
  address: string,
  { what, signal, onProgress }: {
    /** What is loaded, as an error names it. */
    readonly what: string;
    readonly signal: AbortSignal;
    /** Told the share that is made, in [0, 1]. */
    readonly onProgress: (share: number) => void;
  },
): Promise<Response> {
  while (true) {
    const response = await fetch(address, { signal });
    if (response.ok && response.status !== 202) return response;
    if (!response.ok) {
      throw new Error(`Cannot load ${what}: the server answered ${response.status}`);
    }
    const { work }: { readonly work: JobName } = await response.json();
    await followWork(work, { signal, onState: ({ fraction }) => onProgress(fraction) });
  }
}
