import { computed, signal } from "@preact/signals";
import { artistKeys, type Space, type TrackId } from "../../domain/mod.ts";
import type { PathAnswer } from "../../similar/mod.ts";
import { brushed, columns, mapData, type MapName, rowOf } from "../../linked/mod.ts";
import { rowsAlong } from "../map/along_line.ts";
import { boundsOf } from "../map/map_index.ts";

/** A way over the map that becomes a playlist: a drawn line, or a path between two tracks. */
export type Way =
  | { readonly kind: "line"; readonly map: MapName; readonly line: readonly number[] }
  | {
    readonly kind: "path";
    readonly space: Space;
    readonly from: TrackId;
    readonly to: TrackId;
  };

/** How far from a drawn line a track may lie, as a part of the map's extent. */
const REACH = 0.06;

/** The way that is shown. */
export const way = signal<Way | undefined>(undefined);
/** Tracks wanted on it. */
export const wayTracks = signal(12);
/** Whether an artist may stand there once only. */
export const onceEach = signal(true);
/** The path as the server found it; undefined as long as it has not. */
export const found = signal<PathAnswer | undefined>(undefined);

/** The rows of the way, in their order. */
export const wayRows = computed<readonly number[]>(() => {
  const [now, all] = [way.value, columns.value];
  if (!now || !all) return [];
  if (now.kind === "path") {
    return (found.value?.tracks ?? []).map(({ id }) => rowOf(id))
      .filter((row) => row !== undefined);
  }
  const data = mapData.value;
  const mask = brushed.value?.selection.mask;
  const bounds = data && boundsOf(data.xy);
  const same = data?.space === now.map.space && data.projection === now.map.projection;
  if (!bounds || !mask || !same || data.xy.length !== 2 * all.length) return [];
  const extent = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  return rowsAlong(data.xy, {
    line: now.line,
    mask,
    reach: REACH * extent,
    count: wayTracks.value,
    artists: onceEach.value ? artistKeys(all.texts) : undefined,
  });
});
