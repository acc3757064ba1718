import type { TrackId } from "../../domain/mod.ts";
import {
  exactNeighbours,
  type Neighbour,
  rankedBy,
  rawVector,
  type Search,
  unitOf,
} from "../exact.ts";
import { type Neighbourhoods, neighbourhoodsOf } from "../neighbourhoods.ts";
import { rowsWithVector } from "../_rows.ts";
import type { VectorTable } from "../vector_table.ts";
import type { IndexFacts, IndexReport, IndexRequest } from "./_messages.ts";
import { candidatesFor, EXACT_UP_TO, INDEX_SETTINGS, type IndexSettings } from "./settings.ts";

/** Where an index stands. */
export type IndexState =
  /** The collection is small enough for exact search, or the index cannot be had. */
  | { readonly state: "exact"; readonly reason: string }
  /** Search is exact until the index is there. `progress` in [0, 1]. */
  | { readonly state: "building"; readonly progress: number }
  | { readonly state: "ready"; readonly facts: IndexFacts };

/** Neighbours, and how they were found. */
export interface Found {
  readonly neighbours: readonly Neighbour[];
  readonly by: "exact" | "index";
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
}

/** Queries asked of the worker at once. */
const BATCH = 256;
/** Exact queries between two turns of others: 15 ms in 2,100 tracks of EffNet. */
const SLICE = 32;

/** Neighbour search in one space: exact at first, by an index as soon as it is there and worth its while. */
export class NeighbourIndex {
  readonly table: VectorTable;
  /** Resolves when the index is ready, or will not be. */
  readonly settled: Promise<IndexState>;
  readonly #settle: (state: IndexState) => void;
  #worker: Worker | undefined;
  #state: IndexState;
  #tickets = 0;
  readonly #asked = new Map<number, (lists: readonly TrackId[][]) => void>();
  #closed: (() => void) | undefined;

  constructor(table: VectorTable, options: IndexOptions) {
    this.table = table;
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
   * rows; dot products and masks are searched exactly.
   */
  async search(query: ArrayLike<number>, search: Search): Promise<Found> {
    const started = performance.now();
    const indexed = await this.#indexed(query, search);
    return {
      neighbours: indexed ?? exactNeighbours(this.table, query, search),
      by: indexed === undefined ? "exact" : "index",
      milliseconds: performance.now() - started,
    };
  }

  /** {@linkcode search} for a row of the table, itself left out. */
  searchOf(row: number, search: Search): Promise<Found> {
    return this.search(rawVector(this.table, row), { except: row, ...search });
  }

  /**
   * Neighbour lists of all rows, by the index where it is ready, else exactly. Others get their turn
   * while they are searched.
   *
   * @param search `signal`: ends the search by throwing its reason.
   */
  async neighbourhoods(
    search: { readonly k: number; progress?(done: number): void; readonly signal?: AbortSignal },
  ): Promise<Neighbourhoods> {
    const { k, progress, signal } = search;
    if (this.#state.state !== "ready") return await this.#exactly(search);
    const queries = rowsWithVector(this.table);
    const rows = new Int32Array(queries.length * k).fill(-1);
    const cosines = new Float32Array(queries.length * k).fill(NaN);
    for (let from = 0; from < queries.length; from += BATCH) {
      const batch = queries.subarray(from, from + BATCH);
      const units = Array.from(batch, (row) => this.table.unit(row).slice());
      const lists = await this.#candidates(units, candidatesFor(k));
      signal?.throwIfAborted();
      if (lists.length < units.length) return await this.#exactly(search);
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

  async #exactly(
    { k, progress, signal }: {
      readonly k: number;
      progress?(done: number): void;
      readonly signal?: AbortSignal;
    },
  ): Promise<Neighbourhoods> {
    const queries = rowsWithVector(this.table);
    const rows = new Int32Array(queries.length * k).fill(-1);
    const cosines = new Float32Array(queries.length * k).fill(NaN);
    for (let from = 0; from < queries.length; from += SLICE) {
      const slice = queries.subarray(from, from + SLICE);
      const found = neighbourhoodsOf(this.table, { k, queries: slice });
      rows.set(found.rows, from * k);
      cosines.set(found.cosines, from * k);
      progress?.(from + slice.length);
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    return { k, queries, rows, cosines };
  }

  /** Tells the index that the table has a new track, or another vector for one. */
  added(id: TrackId): void {
    const row = this.table.rowOf(id);
    if (row === undefined || this.table.present[row] === 0) return this.removed(id);
    this.#post({ kind: "add", id, unit: this.table.unit(row).slice() });
  }

  /** Tells the index that the table no longer has a vector for a track. */
  removed(id: TrackId): void {
    this.#post({ kind: "remove", id });
  }

  /** Saves what has changed and ends the worker. */
  async close(): Promise<void> {
    if (this.#worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#closed = resolve;
    this.#post({ kind: "close" });
    await promise;
    this.#end("the index is closed");
  }

  #start({ space, path, settings = INDEX_SETTINGS }: IndexOptions): void {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<IndexReport>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(`the index failed: ${event.message}`);
    };
    this.#post({ kind: "open", space, path, settings, vectors: this.table.share() });
  }

  #hear(report: IndexReport): void {
    if (report.kind === "progress") {
      this.#state = { state: "building", progress: report.done / report.total };
    } else if (report.kind === "ready") {
      this.#state = { state: "ready", facts: report.facts };
      this.#settle(this.#state);
    } else if (report.kind === "found") {
      this.#asked.get(report.ticket)?.(report.lists);
      this.#asked.delete(report.ticket);
    } else if (report.kind === "failed") {
      this.#end(report.reason);
    } else {
      this.#closed?.();
    }
  }

  #end(reason: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#state = { state: "exact", reason };
    this.#settle(this.#state);
    this.#closed?.();
    for (const answer of this.#asked.values()) answer([]);
    this.#asked.clear();
  }

  async #indexed(
    query: ArrayLike<number>,
    { k, metric = "cosine", mask, except }: Search,
  ): Promise<Neighbour[] | undefined> {
    const unit = unitOf(query);
    if (this.#state.state !== "ready" || unit === undefined) return undefined;
    if (mask !== undefined || metric !== "cosine") return undefined;
    const [ids] = await this.#candidates([unit], candidatesFor(k));
    if (ids === undefined) return undefined;
    const rows = this.#rowsOf(ids).filter((row) => row !== except);
    return rankedBy(this.table, query, { rows, k });
  }

  /** Lists of likely neighbours; none where the worker has ended. */
  #candidates(queries: readonly Float32Array[], candidates: number): Promise<readonly TrackId[][]> {
    const ticket = this.#tickets++;
    const { promise, resolve } = Promise.withResolvers<readonly TrackId[][]>();
    this.#asked.set(ticket, resolve);
    this.#post({ kind: "search", ticket, queries, candidates });
    return promise;
  }

  #rowsOf(ids: readonly TrackId[]): number[] {
    return ids.map((id) => this.table.rowOf(id))
      .filter((row) => row !== undefined)
      .filter((row) => this.table.present[row] === 1);
  }

  #post(request: IndexRequest): void {
    this.#worker?.postMessage(request);
  }
}
