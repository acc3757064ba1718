import type { TrackId } from "../../domain/mod.ts";
import { type Desk, type JobContext, Worked } from "../../work/mod.ts";
import {
  exactNeighbours,
  type Neighbour,
  rankedBy,
  rawVector,
  type Search,
  unitOf,
} from "../exact.ts";
import { type Neighbourhoods, neighbourhoodsInSlices } from "../neighbourhoods.ts";
import { readWholeFor } from "../reduced/settings.ts";
import { comparedWhole, type WholeVectors } from "../reduced/whole_vectors.ts";
import { rowsWithVector } from "../_rows.ts";
import { normOf, type VectorTable } from "../vector_table.ts";
import type { IndexCalls, IndexChange, IndexFacts } from "./_messages.ts";
import { candidatesFor, EXACT_UP_TO, INDEX_SETTINGS, type IndexSettings } from "./settings.ts";

/** Where an index stands. */
export type IndexState =
  /** The collection is small enough for exact search, or the index cannot be had. */
  | { readonly state: "exact"; readonly reason: string }
  /** Search is exact until the index is there. `progress` in [0, 1]. */
  | { readonly state: "building"; readonly progress: number }
  | { readonly state: "ready"; readonly facts: IndexFacts };

/**
 * How neighbours were found: by search through all vectors, by the index, or by search through all
 * reduced vectors with the likeliest compared in whole. An index of reduced vectors has them compared
 * in whole too.
 */
export type FoundBy = "exact" | "index" | "reduced";

/** Neighbours, and how they were found. Their similarities are those of whole vectors. */
export interface Found {
  readonly neighbours: readonly Neighbour[];
  readonly by: FoundBy;
  readonly milliseconds: number;
}

/** How to open a {@linkcode NeighbourIndex}. */
export interface IndexOptions {
  readonly space: string;
  /** File to keep the index in; undefined to build it anew each time. */
  readonly path?: string | undefined;
  readonly settings?: IndexSettings;
  /** Numbers (rows times dimensions) up to which no index is made. */
  readonly exactUpTo?: number;
  /** Where the whole vectors are, if the table holds reduced ones. */
  readonly whole?: WholeVectors | undefined;
  /** Where the index is begun, in the background. */
  readonly desk?: Desk | undefined;
}

/** Points of a graph of reduced vectors that are looked at, for each that is compared in whole. */
const LOOKED_AT = 4;
/** Queries asked of the worker at once. */
const BATCH = 256;

/** Neighbour search in one space: exact at first, by an index as soon as it is there and worth its while. */
export class NeighbourIndex {
  readonly table: VectorTable;
  /** Where the whole vectors are, if the table holds reduced ones. */
  readonly whole: WholeVectors | undefined;
  /** Resolves when the index is ready, or will not be. */
  readonly settled: Promise<IndexState>;
  readonly #settle: (state: IndexState) => void;
  #worker: Worked<IndexCalls> | undefined;
  #state: IndexState;
  readonly #stop = new AbortController();

  constructor(table: VectorTable, options: IndexOptions) {
    this.table = table;
    this.whole = options.whole;
    const { promise, resolve } = Promise.withResolvers<IndexState>();
    this.settled = promise;
    this.#settle = resolve;
    if (table.count * table.dimensions <= (options.exactUpTo ?? EXACT_UP_TO)) {
      this.#state = {
        state: "exact",
        reason: "exact search is as fast in a collection of this size",
      };
      resolve(this.#state);
    } else {
      this.#state = { state: "building", progress: 0 };
      this.#start(options);
    }
  }

  get state(): IndexState {
    return this.#state;
  }

  /**
   * The `k` rows most similar to a vector, best first. The index serves searches by cosine among all
   * rows; dot products and masks are searched without it.
   *
   * @param query A whole vector, also where the table holds reduced ones.
   */
  async search(query: ArrayLike<number>, search: Search): Promise<Found> {
    const started = performance.now();
    const found = this.whole
      ? await this.#searchReduced(query, search, this.whole)
      : await this.#searchWhole(query, search);
    return { ...found, milliseconds: performance.now() - started };
  }

  /** {@linkcode search} for a row of the table, itself left out. */
  async searchOf(row: number, search: Search): Promise<Found> {
    const query = await this.vectorOf(row);
    if (query === undefined) return { neighbours: [], by: "exact", milliseconds: 0 };
    return await this.search(query, { except: row, ...search });
  }

  /** The whole vector of a row as it was given, to single precision. */
  async vectorOf(row: number): Promise<Float32Array | undefined> {
    if (this.table.present[row] !== 1) return undefined;
    if (this.whole === undefined) return rawVector(this.table, row);
    return (await this.whole.read([this.table.ids[row]!]))[0];
  }

  async #searchWhole(query: ArrayLike<number>, search: Search) {
    const { k, except } = search;
    const rows = await this.#indexed(query, { ...search, candidates: candidatesFor(k) });
    if (rows === undefined) {
      return { neighbours: exactNeighbours(this.table, query, search), by: "exact" } as const;
    }
    const others = rows.filter((row) => row !== except);
    return { neighbours: rankedBy(this.table, query, { rows: others, k }), by: "index" } as const;
  }

  async #searchReduced(query: ArrayLike<number>, search: Search, whole: WholeVectors) {
    const { k, metric = "cosine" } = search;
    const { rows, by } = await this.likely(query, { ...search, count: readWholeFor(k) });
    const norm = normOf(query);
    const neighbours = (await comparedWhole(this.table, query, { rows, whole }))
      .map(({ row, cosine, vector }): Neighbour => {
        const similarity = metric === "dot" ? cosine * norm * normOf(vector) : cosine;
        return { row, id: this.table.ids[row]!, similarity };
      })
      .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
      .slice(0, k);
    return { neighbours, by };
  }

  /**
   * In a space of reduced vectors, the rows that are nearest by these, nearest first: to be compared in
   * whole.
   *
   * @param query A whole vector.
   */
  async likely(
    query: ArrayLike<number>,
    { metric = "cosine", mask, except, count }: Omit<Search, "k"> & { readonly count: number },
  ): Promise<{ readonly rows: readonly number[]; readonly by: FoundBy }> {
    const reduced = this.whole?.reduction.reduce(query);
    if (reduced === undefined) return { rows: [], by: "reduced" };
    const candidates = LOOKED_AT * count;
    const indexed = await this.#indexed(reduced, { metric, mask, candidates });
    if (indexed) {
      return { rows: indexed.filter((row) => row !== except).slice(0, count), by: "index" };
    }
    const nearest = exactNeighbours(this.table, reduced, { k: count, metric, mask, except });
    return { rows: nearest.map(({ row }) => row), by: "reduced" };
  }

  /**
   * Neighbour lists of all rows, by the index where it is ready, else exactly; among reduced vectors
   * where the table holds such, as nothing is read whole here. Others get their turn while they are
   * searched.
   *
   * @param search `signal`: ends the search by throwing its reason.
   */
  async neighbourhoods(
    search: { readonly k: number; progress?(done: number): void; readonly signal?: AbortSignal },
  ): Promise<Neighbourhoods> {
    const { k, progress, signal } = search;
    if (this.#state.state !== "ready") return await neighbourhoodsInSlices(this.table, search);
    const queries = rowsWithVector(this.table);
    const rows = new Int32Array(queries.length * k).fill(-1);
    const cosines = new Float32Array(queries.length * k).fill(NaN);
    for (let from = 0; from < queries.length; from += BATCH) {
      const batch = queries.subarray(from, from + BATCH);
      const units = Array.from(batch, (row) => this.table.unit(row).slice());
      const lists = await this.#candidates(units, candidatesFor(k));
      signal?.throwIfAborted();
      if (lists.length < units.length) return await neighbourhoodsInSlices(this.table, search);
      for (const [i, ids] of lists.entries()) {
        const others = this.#rowsOf(ids).filter((row) => row !== batch[i]);
        const ranked = rankedBy(this.table, units[i]!, { rows: others, k });
        for (const [rank, neighbour] of ranked.entries()) {
          rows[(from + i) * k + rank] = neighbour.row;
          cosines[(from + i) * k + rank] = neighbour.similarity;
        }
      }
      progress?.(from + batch.length);
    }
    return { k, queries, rows, cosines };
  }

  /** Tells the index that the table has a new track, or another vector for one. */
  added(id: TrackId): void {
    const row = this.table.rowOf(id);
    if (row === undefined || this.table.present[row] === 0) return this.removed(id);
    this.#change({ id, unit: this.table.unit(row).slice() });
  }

  /** Tells the index that the table no longer has a vector for a track. */
  removed(id: TrackId): void {
    this.#change({ id });
  }

  /** Saves what has changed and ends the worker. */
  async close(): Promise<void> {
    if (this.#worker === undefined) return;
    await this.#worker.call("save", undefined).catch(() => {});
    this.#stop.abort(new DOMException("The index is closed", "AbortError"));
    this.#end("the index is closed");
  }

  #start({ space, path, settings = INDEX_SETTINGS, desk }: IndexOptions): void {
    const worker = new Worked<IndexCalls>(new URL("./worker.ts", import.meta.url));
    this.#worker = worker;
    const open = ({ tell, signal }: JobContext) =>
      worker.call("open", { space, path, settings, vectors: this.table.share() }, {
        signal: AbortSignal.any([signal, this.#stop.signal]),
        progress: (progress) => {
          this.#state = { state: "building", progress: progress.fraction };
          tell(progress);
        },
      });
    const opened = desk
      ? desk.begin({ kind: "index", id: space, priority: "background", run: open })
      : open({ tell() {}, signal: this.#stop.signal });
    opened.then(
      (facts) => this.#settle(this.#state = { state: "ready", facts }),
      (error: unknown) => this.#end(error instanceof Error ? error.message : String(error)),
    );
  }

  #end(reason: string): void {
    if (this.#worker === undefined) return;
    this.#worker.end(reason);
    this.#worker = undefined;
    this.#state = { state: "exact", reason };
    this.#settle(this.#state);
  }

  /** Rows likely to be nearest, nearest first; undefined where the index cannot answer. */
  async #indexed(
    query: ArrayLike<number>,
    { metric = "cosine", mask, candidates }: Omit<Search, "k"> & { readonly candidates: number },
  ): Promise<number[] | undefined> {
    const unit = unitOf(query);
    if (this.#state.state !== "ready" || unit === undefined) return undefined;
    if (mask !== undefined || metric !== "cosine") return undefined;
    const [ids] = await this.#candidates([unit], candidates);
    return ids && this.#rowsOf(ids);
  }

  /** Lists of likely neighbours; none where the worker has ended. */
  async #candidates(
    queries: readonly Float32Array[],
    candidates: number,
  ): Promise<readonly TrackId[][]> {
    try {
      return await this.#worker?.call("search", { queries, candidates }) ?? [];
    } catch (error) {
      this.#end(`the index failed: ${error instanceof Error ? error.message : error}`);
      return [];
    }
  }

  #rowsOf(ids: readonly TrackId[]): number[] {
    return ids.map((id) => this.table.rowOf(id))
      .filter((row) => row !== undefined)
      .filter((row) => this.table.present[row] === 1);
  }

  #change(change: IndexChange): void {
    this.#worker?.call("change", change).catch(() => {});
  }
}
