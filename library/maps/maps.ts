import type { Collection } from "../../collection/mod.ts";
import {
  type Columns,
  ExpectedError,
  layoutOf,
  type Projection,
  PROJECTIONS,
  type Space,
  type TrackId,
} from "../../domain/mod.ts";
import {
  type MapQuality,
  type ProjectedMap,
  projectInWorker,
  readMap,
  TSNE_MOST,
  UMAP_NEIGHBOURS,
  writeMap,
} from "../../projection/mod.ts";
import type { Store } from "../../store/mod.ts";
import { digestOfVectors } from "../../similarity/mod.ts";
import {
  type Dated,
  type Desk,
  type JobContext,
  type JobName,
  type KeptWork,
  KeptWorks,
} from "../../work/mod.ts";
import type { OpenSpace, Spaces } from "../neighbours/spaces.ts";
import type { AxisExtent } from "./_extent.ts";
import { RawMaps } from "./_raw_maps.ts";

/** Where each row of the columns lies on a map. */
export interface RowMap {
  /** The version of the collection whose rows these are. */
  readonly version: number;
  /** Shape `(n, 2)`, in the order of the columns; NaN where a track has no vector, or is too new. */
  readonly coordinates: Float32Array;
  /** Share of the variance that each axis shows; undefined for projections without axes. */
  readonly variance: readonly [number, number] | undefined;
  /** What raw axes reach over. */
  readonly axes?: readonly [AxisExtent, AxisExtent];
  /** How far the map can be trusted. */
  readonly quality: MapQuality;
  /** Whether it is of the vectors as they are now. */
  readonly current: boolean;
  /** Numbers of the vectors that it is of, where the space is too large for memory. */
  readonly reducedTo?: number;
}

/** Where a map stands. */
export interface MapState {
  /** Undefined as long as there is none. */
  readonly map: RowMap | undefined;
  /** Share of the map that is being made, in [0, 1]; undefined where none is. */
  readonly progress: number | undefined;
}

/** Maps that take long are made again where more than this share of the tracks is not on them. */
const STALE_SHARE = 0.05;
/** Part of the time that finding neighbours takes. */
const FINDING = 0.4;

/** Why a map is not made. */
export class MapError extends ExpectedError {
  override readonly name = "MapError";
}

/** Maps of a collection, made in a worker when first asked for, and kept beside its indexes. */
export class Maps {
  readonly #spaces: Spaces;
  readonly #collection: Collection;
  readonly #works: KeptWorks<ProjectedMap>;
  readonly #raw: RawMaps;

  constructor(options: {
    readonly store: Store;
    readonly spaces: Spaces;
    readonly collection: Collection;
    readonly folder?: string | undefined;
    readonly desk: Desk;
  }) {
    this.#spaces = options.spaces;
    this.#collection = options.collection;
    this.#works = new KeptWorks({ ...options, kind: "map" });
    this.#raw = new RawMaps(options);
  }

  /**
   * A map, and whether a newer one is being made; `undefined` where no track has a vector.
   * @throws {MapError} Where there are too many tracks for it.
   */
  async state(space: Space, projection: Projection): Promise<MapState | undefined> {
    const open = await this.#spaces.get(space);
    if (!open) return undefined;
    const layout = layoutOf(projection);
    if (layout.method === "raw") {
      return { map: await this.#raw.get(open, layout.axes), progress: undefined };
    }
    if (layout.method === "tsne" && open.table.count > TSNE_MOST) {
      throw new MapError(
        `Cannot lay out ${open.table.count} tracks by t-SNE, which compares all with all: ${TSNE_MOST} are the most; choose UMAP`,
      );
    }
    const work = this.#work(open, projection);
    const current = work.digest === digestOfVectors(open.table);
    const linear = "components" in layout;
    const stale = linear || isStale(work.result, open);
    if (!current && work.progress === undefined && stale) {
      work.begin((context) => this.#make(open, projection, context), {
        ...(projection === "umap" && { after: open.settled }),
      });
    }
    const { columns, version } = this.#collection.snapshot;
    const { result, progress } = work;
    const map = result && {
      version,
      coordinates: inRows(result, columns),
      variance: result.variance,
      quality: result.quality,
      current,
      ...(open.reducedTo !== undefined && { reducedTo: open.reducedTo }),
    };
    return { map, progress };
  }

  /** What the making of a map is called among the work under way. */
  workOf(space: Space, projection: Projection): JobName {
    return this.#works.nameOf(keyOf(space, projection));
  }

  /** A map of the vectors as they are now, as soon as it is made; `undefined` where there are none. */
  async ready(space: Space, projection: Projection): Promise<RowMap | undefined> {
    const state = await this.state(space, projection);
    if (!state || state.progress === undefined) return state?.map;
    await this.#works.settled(keyOf(space, projection));
    return (await this.state(space, projection))?.map;
  }

  /** How good the maps of a space are that are there already, most neighbours kept first. */
  async made(
    space: Space,
  ): Promise<readonly { readonly projection: Projection; readonly quality: MapQuality }[]> {
    const open = await this.#spaces.get(space);
    if (!open) return [];
    return PROJECTIONS.flatMap((projection) => {
      const { result } = this.#work(open, projection);
      return result && !isStale(result, open) ? [{ projection, quality: result.quality }] : [];
    }).sort((a, b) => b.quality.preserved - a.quality.preserved);
  }

  #work({ space, table }: OpenSpace, projection: Projection): KeptWork<ProjectedMap> {
    return this.#works.get(keyOf(space, projection), (path) => {
      const kept = readMap(path, table);
      return kept && { result: kept.map, ...(kept.current && { digest: digestOfVectors(table) }) };
    });
  }

  async #make(
    open: OpenSpace,
    projection: Projection,
    { tell, signal }: JobContext,
  ): Promise<Dated<ProjectedMap>> {
    const { space, table } = open;
    const digest = digestOfVectors(table);
    const indexed = projection === "umap" && (await open.settled).state === "ready";
    const neighbourhoods = indexed
      ? await open.neighbourhoods({
        k: UMAP_NEIGHBOURS,
        signal,
        progress: (done) => tell({ step: "neighbours", fraction: FINDING * done / table.count }),
      })
      : undefined;
    const found = indexed ? FINDING : 0;
    const result = await projectInWorker(table, {
      projection,
      neighbourhoods,
      signal,
      progress: (share) => tell({ step: "layout", fraction: found + (1 - found) * share }),
    });
    const path = this.#works.pathOf(keyOf(space, projection));
    if (path !== undefined && digest === digestOfVectors(table)) writeMap(path, result, table);
    return { result, digest };
  }
}

function isStale(map: ProjectedMap | undefined, { table }: OpenSpace): boolean {
  if (!map) return true;
  const placed = new Set(map.ids.filter((_, i) => !Number.isNaN(map.coordinates[2 * i]!)));
  const missing = table.ids.filter((id, row) => table.present[row] === 1 && !placed.has(id));
  return missing.length > STALE_SHARE * table.count;
}

function keyOf(space: Space, projection: Projection): string {
  return `${space}.${projection}`;
}

function inRows({ ids, coordinates }: ProjectedMap, columns: Columns): Float32Array {
  const placeOf = new Map<TrackId, number>(ids.map((id, i) => [id, i]));
  const rows = new Float32Array(2 * columns.length).fill(NaN);
  columns.ids.forEach((id, row) => {
    const place = placeOf.get(id);
    if (place === undefined) return;
    rows.set(coordinates.subarray(2 * place, 2 * place + 2), 2 * row);
  });
  return rows;
}
