import type { TrackCard } from "../similar/mod.ts";
import type { Problem, Query } from "../query/mod.ts";
import { ask } from "./ask.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";

/** Some of the tracks that match a query, for a page that is read without script. */
export interface ListedTracks {
  readonly total: number;
  readonly matching: number;
  readonly query: Query;
  readonly problems: readonly Problem[];
  /** How many matching tracks come before the first one listed. */
  readonly offset: number;
  readonly tracks: readonly TrackCard[];
}

/** Lists what matches the query of an address, from `offset` on. */
export async function listTracks(
  library: Library,
  { params, offset, limit }: {
    readonly params: URLSearchParams;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<ListedTracks> {
  const { columns, query, problems, rows } = await ask(library, params);
  const shown = rows.subarray(offset, offset + limit);
  return {
    total: columns.length,
    matching: rows.length,
    query,
    problems,
    offset,
    tracks: Array.from(shown, (row) => cardOf(library, row)),
  };
}
