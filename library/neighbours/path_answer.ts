import type { Space, TrackId } from "../../domain/mod.ts";
import { type Problem, type Query } from "../../query/mod.ts";
import type { PathAnswer } from "../../similar/mod.ts";
import { cardOf } from "../cards.ts";
import type { Library } from "../library.ts";
import { rowsWithin } from "./_masks.ts";
import { findSonicPath } from "./sonic_path.ts";

/**
 * The way between two tracks as a page is told; `undefined` where no space has a vector of both.
 *
 * @param within Only tracks that match may stand between the two.
 * @param problems What was wrong with the request, to be passed on.
 */
export async function pathAnswer(
  library: Library,
  { within, problems, ...search }: {
    readonly from: TrackId;
    readonly to: TrackId;
    readonly space?: Space | undefined;
    readonly count?: number | undefined;
    readonly perArtist?: number | undefined;
    readonly within: Query;
    readonly problems: readonly Problem[];
    readonly signal: AbortSignal;
  },
): Promise<PathAnswer | undefined> {
  const narrowed = Object.keys(within.clauses).length > 0;
  const rows = narrowed ? await rowsWithin(library, within) : undefined;
  const found = await findSonicPath(library, { ...search, rows });
  if (!found) return undefined;
  const { ids, links, ...rest } = found;
  const tracks = ids.map((id) => library.collection.row(id))
    .filter((row) => row !== undefined)
    .map((row) => cardOf(library, row));
  return { ...rest, tracks, links: links ?? null, problems };
}
