import type { Collection } from "../../collection/mod.ts";
import type { Columns, Space } from "../../domain/mod.ts";
import {
  digestOfVectors,
  type Disagreement,
  disagreementOf,
  type Neighbourhoods,
  readDisagreement,
  writeDisagreement,
} from "../../similarity/mod.ts";
import {
  type Dated,
  type Desk,
  type JobContext,
  type JobName,
  type KeptWork,
  KeptWorks,
} from "../../work/mod.ts";
import type { OpenSpace, Spaces } from "../neighbours/spaces.ts";

/** Neighbours that are compared of each track. */
export const DISAGREEMENT_NEIGHBOURS = 10;

/** How long a search goes on that nobody follows any more, ms. */
const UNFOLLOWED = 5_000;

/** How much two spaces differ about each row of the columns. */
export interface RowDisagreement {
  /** The version of the collection whose rows these are. */
  readonly version: number;
  /** In [0, 1], in the order of the columns; NaN where a track lacks a list. Shape `(n,)`. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Whether it is of the vectors as they are now. */
  readonly current: boolean;
  /** Spaces that are too large for memory: the lists in them are by reduced vectors. */
  readonly reduced: readonly Space[];
}

/** Where the comparison of two spaces stands. */
export interface DisagreementState {
  /** Undefined as long as there is none. */
  readonly found: RowDisagreement | undefined;
  /** Share of the lists that are searched, in [0, 1]; undefined where none are. */
  readonly progress: number | undefined;
}

/**
 * How much the neighbourhoods of two spaces differ, for every track: searched when asked for, in slices,
 * until nobody follows it any more, kept beside the indexes, and searched again only when vectors have changed.
 */
export class Disagreements {
  readonly #spaces: Spaces;
  readonly #collection: Collection;
  readonly #works: KeptWorks<Disagreement>;
  readonly #lists = new Map<Space, { digest: string; lists: Promise<Neighbourhoods> }>();

  constructor(options: {
    readonly spaces: Spaces;
    readonly collection: Collection;
    readonly folder?: string | undefined;
    readonly desk: Desk;
  }) {
    this.#spaces = options.spaces;
    this.#collection = options.collection;
    this.#works = new KeptWorks({ ...options, kind: "disagreement" });
  }

  /**
   * Where two spaces stand, in either order; `undefined` where no track has a vector in one of them.
   *
   * @param options `begin: false` begins no search where none was made yet, or not of these vectors.
   */
  async state(
    one: Space,
    other: Space,
    { begin = true }: { readonly begin?: boolean } = {},
  ): Promise<DisagreementState | undefined> {
    const [a, b] = await Promise.all(inOrder(one, other).map((space) => this.#spaces.get(space)));
    if (!a || !b) return undefined;
    const work = this.#work(a.space, b.space);
    const digest = `${digestOfVectors(a.table)} ${digestOfVectors(b.table)}`;
    const current = work.digest === digest;
    if (!current && begin) {
      work.begin((context) => this.#make({ a, b, digest }, context), {
        after: Promise.all([a.settled, b.settled]),
        endsUnfollowed: UNFOLLOWED,
      });
    }
    const { columns, version } = this.#collection.snapshot;
    const found = work.result && {
      version,
      values: inRows(work.result, columns),
      current,
      reduced: [a, b].filter(({ reducedTo }) => reducedTo !== undefined).map(({ space }) => space),
    };
    return { found, progress: work.progress };
  }

  /** What the search is called among the work under way. */
  workOf(one: Space, other: Space): JobName {
    return this.#works.nameOf(keyOf(one, other));
  }

  /** As {@linkcode state}, as soon as it is of the vectors as they are now. */
  async ready(one: Space, other: Space): Promise<RowDisagreement | undefined> {
    const state = await this.state(one, other);
    if (!state || state.progress === undefined) return state?.found;
    await this.#works.settled(keyOf(one, other));
    return (await this.state(one, other))?.found;
  }

  #work(one: Space, other: Space): KeptWork<Disagreement> {
    return this.#works.get(keyOf(one, other), (path) => {
      const kept = readDisagreement(path);
      return kept && { result: kept.found, digest: kept.digest };
    });
  }

  async #make(
    { a, b, digest }: {
      readonly a: OpenSpace;
      readonly b: OpenSpace;
      readonly digest: string;
    },
    { tell, signal }: JobContext,
  ): Promise<Dated<Disagreement>> {
    const total = a.table.count + b.table.count;
    const listsOfA = await this.#listsOf(a, signal, (done) => tell({ fraction: done / total }));
    const found = a.table.count / total;
    const listsOfB = await this.#listsOf(
      b,
      signal,
      (done) => tell({ fraction: found + done / total }),
    );
    const result = disagreementOf(
      { table: a.table, lists: listsOfA },
      { table: b.table, lists: listsOfB },
    );
    const path = this.#works.pathOf(keyOf(a.space, b.space));
    if (path !== undefined) writeDisagreement(path, { found: result, digest });
    return { result, digest };
  }

  /** The lists of a space, which several pairs share. */
  async #listsOf(
    open: OpenSpace,
    signal: AbortSignal,
    progress: (done: number) => void,
  ): Promise<Neighbourhoods> {
    const { space, table } = open;
    const digest = digestOfVectors(table);
    const kept = this.#lists.get(space);
    if (kept?.digest === digest) return await kept.lists;
    const lists = open.neighbourhoods({
      k: DISAGREEMENT_NEIGHBOURS,
      progress,
      signal,
    });
    this.#lists.set(space, { digest, lists });
    lists.catch(() => this.#lists.delete(space));
    return await lists;
  }
}

function inOrder(one: Space, other: Space): [Space, Space] {
  return one < other ? [one, other] : [other, one];
}

function keyOf(one: Space, other: Space): string {
  return inOrder(one, other).join(".");
}

function inRows({ ids, values }: Disagreement, columns: Columns): Float32Array<ArrayBuffer> {
  const valueOf = new Map(ids.map((id, i) => [id, values[i]!]));
  return Float32Array.from(columns.ids, (id) => valueOf.get(id) ?? NaN);
}
