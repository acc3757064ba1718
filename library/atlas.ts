import { ExpectedError, type Projection, type Space } from "../domain/mod.ts";
import { type AtlasNeighbours, AtlasParquet } from "../exchange/mod.ts";
import type { Library } from "./library.ts";

/** Neighbours of each track; as many as UMAP looks at in Embedding Atlas. */
const NEIGHBOURS = 15;
/** Tracks that are written at a time. */
const GROUP = 1_000;

/** What was written. */
export interface AtlasSummary {
  readonly space: Space;
  readonly projection: Projection;
  readonly tracks: number;
  /** Tracks without a vector in the space. */
  readonly left: number;
}

/**
 * Writes the tracks of one space as Parquet: their values, places on a map, nearest tracks and vectors. A map that
 * is not made yet is made first.
 *
 * Throws an ExpectedError where no track has a vector in the space.
 */
export async function writeAtlas(
  library: Library,
  path: string,
  { space: wanted, projection }: {
    /** Default: the first that the collection has. */
    readonly space?: Space | undefined;
    readonly projection: Projection;
  },
): Promise<AtlasSummary> {
  const { present } = library.spaces;
  const space = wanted ?? present[0];
  const open = space && await library.spaces.get(space);
  if (!space || !open) {
    const there = present.length > 0 ? `spaces are ${present.join(", ")}` : "there is no space";
    throw new ExpectedError(`Cannot export: no track has a vector in ${wanted ?? "any"}; ${there}`);
  }
  await open.settled;
  const map = await library.maps.ready(space, projection);
  const { ids } = library.collection.columns;
  const placeOf = (id: string) => {
    const row = library.collection.row(id) ?? -1;
    return [map?.coordinates[2 * row] ?? NaN, map?.coordinates[2 * row + 1] ?? NaN] as const;
  };
  const kept = ids.filter((id) =>
    open.table.present[open.table.rowOf(id) ?? -1] === 1 && placeOf(id).every(Number.isFinite)
  );
  const neighboursOf = await nearest(open, kept);
  const source = await library.spaces.source(space);
  const file = new AtlasParquet(path);
  for (let from = 0; from < kept.length; from += GROUP) {
    const group = kept.slice(from, from + GROUP);
    const tracks = await library.store.getTracks(group);
    const vectors = await source.read(group);
    file.write(group.flatMap((id, i) => {
      const [track, vector] = [tracks[i], vectors[i]];
      if (!track || !vector) throw new ExpectedError("Cannot export: the store changed meanwhile");
      return [{ track, vector, xy: placeOf(id), neighbours: neighboursOf(id) }];
    }));
  }
  file.finish();
  return { space, projection, tracks: kept.length, left: ids.length - kept.length };
}

/** The nearest tracks of each, as rows of a list of tracks. */
async function nearest(
  open: NonNullable<Awaited<ReturnType<Library["spaces"]["get"]>>>,
  kept: readonly string[],
): Promise<(id: string) => AtlasNeighbours> {
  const { table } = open;
  const rowIn = new Map(kept.map((id, row) => [table.rowOf(id)!, row]));
  const { k, queries, rows, cosines } = await open.neighbourhoods({ k: NEIGHBOURS });
  const placeOf = new Map(Array.from(queries, (row, place) => [row, place]));
  return (id) => {
    const at = placeOf.get(table.rowOf(id)!)! * k;
    const found = Array.from(rows.subarray(at, at + k), (row, i) => ({
      row: rowIn.get(row),
      distance: 1 - cosines[at + i]!,
    })).filter(({ row }) => row !== undefined);
    return {
      ids: found.map(({ row }) => row!),
      distances: found.map(({ distance }) => Math.max(0, distance)),
    };
  };
}
