import { sampled, seeded, type TrackId } from "../../domain/mod.ts";
import type { Desk } from "../../work/mod.ts";
import { TableCosines } from "../cosines/table_cosines.ts";
import { PairDistances } from "../distribution.ts";
import type { Search } from "../exact.ts";
import {
  type Found,
  type FoundBy,
  type IndexState,
  NeighbourIndex,
} from "../index/neighbour_index.ts";
import type { Neighbourhoods } from "../neighbourhoods.ts";
import { KeptProfiles } from "../profiles/kept_profiles.ts";
import { WHOLE_UP_TO } from "../reduced/settings.ts";
import type { FeatureGroup } from "../standardise.ts";
import type { VectorTable } from "../vector_table.ts";
import { type Content, isTooLarge, readContent } from "./_content.ts";
import { howFound } from "./how.ts";
import { KEPT_ABOVE, writeKeptTable } from "./_kept_table.ts";
import type { VectorSource } from "./source.ts";
import { View } from "./view.ts";

/** How a {@linkcode VectorSpace} is opened. */
export interface SpaceOptions<Name extends string = string> {
  readonly space: Name;
  /** Folder for what takes long to work out; it is not kept where it is left out. */
  readonly folder?: string | undefined;
  /** What the dimensions measure, where they are measurements in different units. */
  readonly groups?: readonly FeatureGroup[] | undefined;
  /** Numbers that the space may keep in memory whole; a larger one is reduced. */
  readonly wholeUpTo?: number | undefined;
  /** Numbers up to which vectors are not kept in a file, as they are read as fast without. */
  readonly keptAbove?: number | undefined;
  /** Where long work is begun, to be followed. */
  readonly desk?: Desk | undefined;
}

/** Pairs that the shares of a space are read from: 0.01 % is the smallest. */
const PAIRS = 10_000;
/** Tracks that a correlation is worked out from at most: its error is below 0.02. */
const SAMPLE = 4096;

/** What is drawn from the vectors once, and again when they have changed. */
interface Drawn {
  readonly version: number;
  readonly pairs?: PairDistances;
  readonly sample?: Uint32Array;
}

/**
 * One space with all its vectors and the search for neighbours in it. Queries are whole vectors and
 * cosines those of whole vectors, whether these are in memory, are kept reduced, or are indexed.
 */
export class VectorSpace<Name extends string = string> {
  readonly space: Name;
  /** What its dimensions measure, where it is a space of measurements. */
  readonly groups: readonly FeatureGroup[] | undefined;
  /** What is in memory of each track. */
  readonly table: VectorTable;
  /** Finds neighbours faster than by looking at all. */
  readonly index: NeighbourIndex;
  /** What mutual proximity needs to know of each track. */
  readonly profiles: KeptProfiles;
  readonly #content: Content;
  readonly #cosines: TableCosines;
  readonly #wholeUpTo: number;
  readonly #options: SpaceOptions<Name>;
  #drawn: Drawn = { version: -1 };

  private constructor(content: Content, options: SpaceOptions<Name>) {
    const { space, folder, groups, desk, wholeUpTo = WHOLE_UP_TO } = options;
    const { table, whole } = content;
    this.#options = options;
    this.space = space;
    this.groups = groups;
    this.table = table;
    this.#content = content;
    this.#cosines = new TableCosines(table);
    this.#wholeUpTo = wholeUpTo;
    this.index = new NeighbourIndex(table, {
      space,
      path: folder && `${folder}/${space}.hnsw`,
      whole,
      desk,
    });
    this.profiles = new KeptProfiles(table, {
      path: folder && `${folder}/${space}.profiles`,
      desk,
      space,
    });
  }

  /** Reads a space. */
  static async open<Name extends string>(
    source: VectorSource,
    options: SpaceOptions<Name>,
  ): Promise<VectorSpace<Name>> {
    const { space, folder, groups, wholeUpTo, desk } = options;
    const reductionPath = folder && `${folder}/${space}.reduction`;
    const tablePath = folder && tablePathOf(folder, space);
    const content = await readContent(source, {
      space,
      reductionPath,
      tablePath,
      groups,
      wholeUpTo,
      desk,
    });
    return new VectorSpace(content, options);
  }

  /** Of a whole vector. */
  get dimensions(): number {
    return this.#content.whole?.reduction.dimensions ?? this.table.dimensions;
  }

  /** Numbers that are kept of each vector, where the space is too large for memory. */
  get reducedTo(): number | undefined {
    return this.#content.whole && this.table.dimensions;
  }

  /** Resolves when it is known whether there is an index. */
  get settled(): Promise<IndexState> {
    return this.index.settled;
  }

  /** Whether vectors that are kept whole have become too many: the space is then to be opened again. */
  get isOutgrown(): boolean {
    return !this.#content.whole && !this.groups && isTooLarge(this.table, this.#wholeUpTo);
  }

  /** A vector as the analysis gives it as one of the space; undefined where it is none. */
  adapt(vector: Float32Array): Float32Array | undefined {
    const adapted = this.#content.adapt(vector);
    return adapted?.length === this.dimensions ? adapted : undefined;
  }

  /** The whole vector of a track, to single precision; undefined where it has none. */
  async vectorOf(id: TrackId): Promise<Float32Array | undefined> {
    const row = this.table.rowOf(id);
    return row === undefined ? undefined : await this.index.vectorOf(row);
  }

  /** The `k` rows most similar to a vector, best first. */
  search(query: ArrayLike<number>, search: Search): Promise<Found> {
    return this.index.search(query, search);
  }

  /** {@linkcode search} for a row of the table, itself left out. */
  searchOf(row: number, search: Search): Promise<Found> {
    return this.index.searchOf(row, search);
  }

  /** Neighbour lists of all rows; see {@linkcode NeighbourIndex.neighbourhoods}. */
  neighbourhoods(search: Parameters<NeighbourIndex["neighbourhoods"]>[0]): Promise<Neighbourhoods> {
    return this.index.neighbourhoods(search);
  }

  /**
   * How like a query all rows are, for several questions about it.
   *
   * @param vector Undefined for a query without vector, which nothing is near.
   * @param own The query's own row, which is never found.
   */
  look(
    vector: Float32Array | undefined,
    own: number | undefined = undefined,
  ): Promise<View> {
    const sighted = {
      ...this.#content,
      index: this.index,
      profiles: this.profiles,
      cosines: this.#cosines,
    };
    return View.of(sighted, { vector, own });
  }

  /** Cosine distance of two tracks by what is in memory, in [0, 2]; NaN where one has no vector. */
  distanceOf(a: TrackId, b: TrackId): number {
    const [one, other] = [a, b].map((id) => this.table.rowOf(id));
    if (one === undefined || other === undefined) return NaN;
    if (this.table.present[one] !== 1 || this.table.present[other] !== 1) return NaN;
    const [from, to] = [this.table.unit(one), this.table.unit(other)];
    let product = 0;
    for (let i = 0; i < from.length; i++) product += from[i]! * to[i]!;
    return 1 - product;
  }

  /** Share of random pairs that are nearer than a distance, in [0, 1]; NaN where there are no pairs. */
  shareNearer(distance: number): number {
    return this.#pairs.shareNearer(distance);
  }

  /** Standard deviation of the cosine distances of random pairs; NaN where there are no pairs. */
  get deviation(): number {
    return this.#pairs.deviation;
  }

  /** Rows of the table drawn with a seed; all of a small one. */
  get sample(): Uint32Array {
    const { sample } = this.#current;
    if (sample) return sample;
    const rows = Uint32Array.from({ length: this.table.length }, (_, row) => row);
    const drawn = sampled(rows, { count: SAMPLE, random: seeded(1) });
    this.#drawn = { ...this.#current, sample: drawn };
    return drawn;
  }

  /** How a list was found, in words. */
  how(found: { readonly by: FoundBy; readonly masked: boolean }): string {
    const { dimensions, reducedTo, index: { state } } = this;
    return howFound({ ...found, dimensions, reducedTo, state });
  }

  /** Takes a vector as the analysis gives it for a track, or takes that of the track away. */
  place(id: TrackId, vector: Float32Array | undefined): void {
    const { table, index, profiles } = this;
    const { whole, adapt } = this.#content;
    whole?.forget(id);
    if (vector) {
      table.add(id, whole ? whole.reduction.reduce(vector) : adapt(vector));
      index.added(id);
    } else if (table.remove(id)) {
      index.removed(id);
    } else return;
    profiles.changed(id);
  }

  /**
   * Keeps the vectors in a file, from which they are there sooner when the space is opened again; resolves
   * at once where the file has them, or there are few.
   *
   * @param revision What {@linkcode VectorSource.changedSince} will be asked: the vectors are at least as
   * new.
   */
  async keep(revision: string): Promise<void> {
    const { table, space } = this;
    const { folder, desk, keptAbove = KEPT_ABOVE } = this.#options;
    const { whole, isKept } = this.#content;
    if (folder === undefined || isKept || table.count * table.dimensions <= keptAbove) return;
    const state = { revision, reduction: whole?.reduction.digest ?? "" };
    await writeKeptTable(table, { path: tablePathOf(folder, space), space, state, desk });
  }

  /** Saves the index and ends what is under way. */
  async close(): Promise<void> {
    this.profiles.close();
    this.#cosines.close();
    await this.index.close();
  }

  get #pairs(): PairDistances {
    const { pairs } = this.#current;
    if (pairs) return pairs;
    const vectors = this.#content.whole?.sample ?? this.table;
    const drawn = new PairDistances(vectors, { pairs: PAIRS });
    this.#drawn = { ...this.#current, pairs: drawn };
    return drawn;
  }

  get #current(): Drawn {
    const { version } = this.table;
    return this.#drawn.version === version ? this.#drawn : { version };
  }
}

function tablePathOf(folder: string, space: string): string {
  return `${folder}/${space}.vectors`;
}
