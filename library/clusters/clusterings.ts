import type { Collection } from "../../collection/mod.ts";
import {
  type Instant,
  type LabelEntry,
  type LabelSet,
  labelSetIdOf,
  type Space,
  spaceInfo,
  type TrackId,
} from "../../domain/mod.ts";
import { type ClusterPortrait, portraitsOf } from "../../report/mod.ts";
import {
  type Clustering,
  clusterInWorker,
  type ClusterMethod,
  digestOfVectors,
  readClusters,
  writeClusters,
} from "../../similarity/mod.ts";
import type { Store } from "../../store/mod.ts";
import {
  type Dated,
  type Desk,
  type JobContext,
  type JobName,
  type KeptWork,
  KeptWorks,
} from "../../work/mod.ts";
import type { OpenSpace, Spaces } from "../neighbours/spaces.ts";

/** Which clusters are asked for. */
export interface ClusterRequest {
  readonly space: Space;
  readonly method: ClusterMethod;
  /** Clusters of k-means; left out for the number with the largest silhouette. */
  readonly k?: number | undefined;
  /** Tracks of a cluster of HDBSCAN at least; left out for 1 % of the tracks. */
  readonly minSize?: number | undefined;
}

const METHOD_TEXT: Readonly<Record<ClusterMethod, string>> = {
  kmeans: "k-means",
  hdbscan: "HDBSCAN",
};

/** Clusters of tracks, with the tracks whose rows they name. */
interface TrackClusters {
  readonly clustering: Clustering;
  readonly ids: readonly TrackId[];
}

/** The clusters of a space as the collection is now. */
export interface FoundClusters extends Omit<Clustering, "labels" | "typical"> {
  /** Cluster of each row of the columns, -1 for none. Shape `(n,)`. */
  readonly labels: Int32Array;
  readonly portraits: readonly ClusterPortrait[];
  /** Rows of the columns nearest the middle of each cluster, nearest first. */
  readonly typical: readonly (readonly number[])[];
  /** Tracks that were clustered, and those in none of the clusters. */
  readonly tracks: number;
  readonly inNone: number;
  /** Whether they are of the vectors as they are now. */
  readonly current: boolean;
}

/** Clusterings that are held at a time; others are read again from their files. */
const MOST_HELD = 8;

/** Clusters of the spaces: found in a worker when asked for, and kept beside the indexes. */
export class Clusterings {
  readonly #store: Store;
  readonly #collection: Collection;
  readonly #spaces: Spaces;
  readonly #desk: Desk;
  readonly #works: KeptWorks<TrackClusters>;

  constructor(options: {
    readonly store: Store;
    readonly collection: Collection;
    readonly spaces: Spaces;
    readonly folder?: string | undefined;
    readonly desk: Desk;
  }) {
    this.#store = options.store;
    this.#collection = options.collection;
    this.#spaces = options.spaces;
    this.#desk = options.desk;
    this.#works = new KeptWorks({ ...options, kind: "clusters", most: MOST_HELD });
  }

  /** What the work is called among that under way. */
  workOf(request: ClusterRequest): JobName {
    return this.#works.nameOf(idOf(request));
  }

  /** Whether it is under way. */
  isRunning(request: ClusterRequest): boolean {
    const state = this.#desk.state(this.workOf(request))?.state;
    return state === "waiting" || state === "running";
  }

  /** Begins the work, unless it is under way. Resolves when it has ended, one way or another. */
  async start(request: ClusterRequest): Promise<void> {
    const work = this.#work(request);
    const open = await this.#spaces.get(request.space);
    if (!open) return;
    work.begin((context) => this.#make(open, request, context), { after: open.settled });
    await work.settled().catch(() => {});
  }

  /** What was found; undefined where nothing was yet. */
  async found(request: ClusterRequest): Promise<FoundClusters | undefined> {
    const work = this.#work(request);
    const open = await this.#spaces.get(request.space);
    if (!work.result || !open) return undefined;
    const { clustering: { labels, typical, ...figures }, ids } = work.result;
    const { columns } = this.#collection.snapshot;
    const inRows = new Int32Array(columns.length).fill(-1);
    let [tracks, inNone] = [0, 0];
    for (const [i, id] of ids.entries()) {
      const row = this.#collection.row(id);
      if (row === undefined) continue;
      inRows[row] = labels[i]!;
      if (open.table.present[open.table.rowOf(id) ?? -1] !== 1) continue;
      tracks++;
      if (labels[i]! < 0) inNone++;
    }
    return {
      ...figures,
      labels: inRows,
      portraits: portraitsOf(columns, { labels: inRows, clusters: figures.clusters }),
      typical: typical.map((rows) =>
        rows.map((row) => this.#collection.row(ids[row]!)).filter((row) => row !== undefined)
      ),
      tracks,
      inNone,
      current: work.digest === digestOfVectors(open.table),
    };
  }

  /**
   * Keeps clusters as a label set, in place of one of clusters by that name; undefined where nothing was
   * found yet, or the name is another set's.
   *
   * @param names One for each cluster.
   */
  async keep(
    request: ClusterRequest,
    { name, names, at }: {
      readonly name: string;
      readonly names: readonly string[];
      readonly at: Instant;
    },
  ): Promise<LabelSet | undefined> {
    const found = this.#work(request).result;
    const id = labelSetIdOf(name);
    if (!found) return undefined;
    const { clustering: { labels, seed, method }, ids } = found;
    const classes = [...new Set(names)];
    const set: LabelSet = {
      id,
      name,
      kind: "clusters",
      origin: "cluster",
      version: `${METHOD_TEXT[method]} in ${spaceInfo(request.space).label}, seed ${seed}`,
      classes,
      several: false,
      fields: [],
      joined: at,
    };
    const entries = ids.flatMap((track, i): [TrackId, LabelEntry][] =>
      labels[i]! < 0
        ? []
        : [[track, { key: track, classes: [classes.indexOf(names[labels[i]!]!)] }]]
    );
    if (await this.#store.labels.put(set, new Map(entries))) return undefined;
    await this.#collection.refresh();
    return set;
  }

  #work(request: ClusterRequest): KeptWork<TrackClusters> {
    return this.#works.get(idOf(request), (path) => {
      const kept = readClusters(path);
      return kept && { result: { clustering: kept.found, ids: kept.ids }, digest: kept.digest };
    });
  }

  async #make(
    { table }: OpenSpace,
    request: ClusterRequest,
    context: JobContext,
  ): Promise<Dated<TrackClusters>> {
    const { method, k, minSize } = request;
    const [digest, ids] = [digestOfVectors(table), [...table.ids]];
    const clustering = await clusterInWorker(table, { method, k, minSize, ...context });
    const path = this.#works.pathOf(idOf(request));
    if (path !== undefined) writeClusters(path, { found: clustering, ids, digest });
    return { result: { clustering, ids }, digest };
  }
}

function idOf({ space, method, k, minSize }: ClusterRequest): string {
  return `${space}.${method}.${(method === "kmeans" ? k : minSize) ?? "auto"}`;
}
