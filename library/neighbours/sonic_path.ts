import { artistKeys, type Space, type TrackId } from "../../domain/mod.ts";
import { pathBetween, type SoundPath } from "../../similarity/mod.ts";
import { columnRowsOf } from "./_column_rows.ts";
import { maskFor } from "./_masks.ts";
import type { Library } from "../library.ts";

/** Which way between two tracks of a collection is asked for. */
export interface SonicPathRequest {
  readonly from: TrackId;
  readonly to: TrackId;
  /** Default: the first space in which both have a vector. */
  readonly space?: Space | undefined;
  /** Tracks, both ends among them; at least 2. Default: as many as the shortest way leads through. */
  readonly count?: number | undefined;
  /** Tracks of one artist at most; those of the ends count. Default: 1. */
  readonly perArtist?: number | undefined;
  /** Rows of the columns that the way may lead through. Default: all. */
  readonly rows?: Uint32Array | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A way between two tracks, and the space that it leads through. */
export interface SonicPath extends SoundPath {
  readonly space: Space;
}

/**
 * A way from one track to another in small even steps, with few tracks of one artist; undefined where no
 * space has a vector of both.
 */
export async function findSonicPath(
  library: Library,
  { space, rows, perArtist = 1, ...search }: SonicPathRequest,
): Promise<SonicPath | undefined> {
  const { spaces, collection } = library;
  const { columns } = collection;
  const keys = artistKeys(columns.texts);
  const artistsOf = (id: TrackId) => keys[collection.row(id) ?? -1] ?? [];
  const mayJoin = (id: TrackId, taken: readonly TrackId[]) =>
    collection.row(id) !== undefined &&
    artistsOf(id).every((artist) =>
      taken.filter((other) => artistsOf(other).includes(artist)).length < perArtist
    );
  for (const name of space ? [space] : spaces.present) {
    const open = await spaces.get(name);
    if (!open) continue;
    const columnRow = columnRowsOf(open.table, collection);
    const mask = rows && maskFor({ columnRow }, maskOf(rows, columns.length));
    const found = await pathBetween(open, { ...search, mask, mayJoin });
    if (found) return { ...found, space: name };
  }
  return undefined;
}

function maskOf(rows: Uint32Array, length: number): Uint8Array {
  const mask = new Uint8Array(length);
  for (const row of rows) mask[row] = 1;
  return mask;
}
