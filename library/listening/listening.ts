import {
  artistKeys,
  isAudible,
  seeded,
  shareArtist,
  type Space,
  type TrackId,
} from "../../domain/mod.ts";
import {
  LISTENING_DOCUMENTS,
  type ListeningTest,
  type Plan,
  type PlanSource,
  planTrials,
} from "../../listening/mod.ts";
import { cosinesTo, DUPLICATE_COSINE } from "../../similarity/mod.ts";
import type { Library } from "../library.ts";
import type { OpenSpace } from "../neighbours/spaces.ts";

/** Neighbours that are looked at for one that can be heard and is by another artist. */
const LOOKED_AT = 50;

/** How a test is made. */
export interface TestOptions {
  readonly listener: string;
  readonly spaces: readonly [Space, Space];
  readonly trials: number;
  /** Share of the trials that ask for the odd one out. */
  readonly oddShare: number;
  /** Trials that check whether one listens, besides. */
  readonly checks: number;
  readonly seed: number;
  readonly now: number;
}

/** A test as it was stored, and how many queries said nothing. */
export interface MadeTest {
  readonly id: string;
  readonly test: ListeningTest;
  readonly alike: number;
}

/** The tests of a library. */
export function listeningTests({ store }: Library) {
  return store.documents<ListeningTest>(LISTENING_DOCUMENTS);
}

/** Draws a test from the collection and stores it; `undefined` where nothing can be asked. */
export async function makeTest(
  library: Library,
  options: TestOptions,
): Promise<MadeTest | undefined> {
  const { listener, spaces, seed, now } = options;
  const { trials, alike } = await planFor(library, options);
  if (trials.length === 0) return undefined;
  const test: ListeningTest = {
    listener,
    seed,
    spaces,
    created: now,
    changed: now,
    trials,
    answers: trials.map(() => null),
  };
  const id = crypto.randomUUID();
  await listeningTests(library).put(id, test);
  return { id, test, alike };
}

async function planFor(library: Library, options: TestOptions): Promise<Plan> {
  const open = new Map<Space, OpenSpace>();
  for (const space of options.spaces) {
    const found = await library.spaces.get(space);
    if (!found) return { trials: [], alike: 0 };
    open.set(space, found);
  }
  const source = sourceOf(library, open);
  return await planTrials(source, { ...options, random: seeded(options.seed) });
}

function sourceOf(library: Library, open: ReadonlyMap<Space, OpenSpace>): PlanSource {
  const audible = audibleTracks(library);
  const { columns } = library.collection;
  const artists = artistKeys(columns.texts);
  const artistOf = (id: TrackId) => artists[library.collection.row(id) ?? -1] ?? [];
  const isOther = (a: TrackId, b: TrackId) => !shareArtist(artistOf(a), artistOf(b));
  return {
    tracks: columns.ids.filter((id) => audible.has(id)),
    async nearest(query, space) {
      const within = open.get(space)!;
      const row = within.table.rowOf(query);
      if (row === undefined || within.table.present[row] !== 1) return undefined;
      const { neighbours } = await within.searchOf(row, { k: LOOKED_AT });
      return neighbours.find(({ id, similarity }) =>
        similarity <= DUPLICATE_COSINE && audible.has(id) && isOther(query, id)
      )?.id;
    },
    far(pair, { space, draw }) {
      const { table } = open.get(space)!;
      const [a, b] = pair.map((id) => cosinesTo(table, table.unit(table.rowOf(id)!)));
      const nearer = (row: number) => Math.max(a![row]!, b![row]!);
      const rows = table.ids.flatMap((id, row) =>
        audible.has(id) && table.present[row] === 1 && !pair.includes(id) &&
          pair.every((own) => isOther(own, id))
          ? [row]
          : []
      ).sort((x, y) => nearer(x) - nearer(y) || x - y);
      const row = rows[Math.floor(draw * Math.ceil(rows.length / 2))];
      return Promise.resolve(row === undefined ? undefined : table.ids[row]);
    },
  };
}

/** How many tracks have their audio on this machine. */
export function audibleCount({ collection: { columns } }: Library): number {
  return columns.audio?.reduce((sum, here) => sum + here, 0) ?? columns.length;
}

function audibleTracks({ collection: { columns } }: Library): Set<TrackId> {
  return new Set(columns.ids.filter((_, row) => isAudible(columns, row)));
}
