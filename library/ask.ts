import type { Columns } from "../domain/mod.ts";
import { RECIPE_PARAMETERS } from "../playlist/mod.ts";
import { parseQuery, type Problem, type Query, selectRows, unknownLabels } from "../query/mod.ts";
import type { Library } from "./library.ts";
import { regionSources } from "./maps/region_sources.ts";

/** Parameters that say how an answer is given, not which tracks it is about. */
const ANSWER = ["offset", "limit", "name", "relative_to", "from", "to"];

/** What a request asks for, and the tracks that answer it. */
export interface Asked {
  readonly columns: Columns;
  readonly query: Query;
  readonly problems: readonly Problem[];
  /** Rows that match, in the query's order. */
  readonly rows: Uint32Array;
}

/** Answers the query in a URL from the collection as it is now. */
export async function ask(library: Library, params: URLSearchParams): Promise<Asked> {
  const { query, problems } = parseQuery(params, {
    others: (name) =>
      ANSWER.includes(name) || (RECIPE_PARAMETERS as readonly string[]).includes(name) ||
      name.startsWith("view."),
  });
  const sources = await regionSources(library, query);
  const { columns } = library.collection.snapshot;
  const rows = selectRows(columns, query, { sources });
  const sets = Object.values(columns.labels ?? {}).map(({ set }) => set);
  return {
    columns,
    query,
    problems: [...problems, ...unknownLabels(query, { sets, params })],
    rows,
  };
}
