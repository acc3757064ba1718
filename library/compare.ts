import {
  type CompareAnswer,
  type CompareRequest,
  formatCompare,
  type NeighbourList,
  type NeighbourRow,
} from "../compare/mod.ts";
import { SPACE_INFO } from "../domain/mod.ts";
import type { Problem } from "../query/mod.ts";
import type { Metric } from "../similarity/mod.ts";
import { agreementOf, type Looked } from "./_agreement.ts";
import { distancesOf, type Hit, hitsOf, howOf, isDuplicate, placeOf, sightOf } from "./_list.ts";
import { compareWhole } from "./_reduced_list.ts";
import { allowedBy, maskFor, rowsWithin } from "./_masks.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";
import type { Subject } from "./subject.ts";

/** Lists where no spaces are asked for. */
const USUAL_LISTS = 2;

interface Column extends Looked {
  readonly mask: Uint8Array | undefined;
}

/**
 * The nearest tracks of a query in each of the spaces asked for, or in the first two that the
 * collection has.
 *
 * @param problems What was wrong with the request, to be passed on.
 */
export async function compare(
  library: Library,
  { subject, request, problems = [] }: {
    readonly subject: Subject;
    readonly request: CompareRequest;
    readonly problems?: readonly Problem[];
  },
): Promise<CompareAnswer> {
  const { spaces, lacking } = spacesFor(library, request);
  const looks = await Promise.all(spaces.map((space) => sightOf(library, { subject, space })));
  const sights = looks.filter((sight) => sight !== undefined);
  const { mask, leftOut } = await allowedBy(library, { request, subject, sights });
  const columns: Column[] = [];
  for (const sight of sights) {
    const own = maskFor(sight, mask);
    columns.push({ sight, mask: own, hits: await hitsOf(sight, { request, mask: own }) });
  }
  await compareListed(columns);
  const { within } = request;
  return {
    query: subject.card,
    request: formatCompare(request),
    metric: request.metric,
    k: request.k,
    problems: [...problems, ...lacking],
    tracks: library.collection.columns.length,
    spaces: library.spaces.present,
    lists: columns.map((column) => listOf(library, { column, columns, request })),
    agreements: columns.flatMap((a, i) => columns.slice(i + 1).map((b) => agreementOf([a, b]))),
    left_out: leftOut,
    ...besides(library, { subject, rows: await rowsWithin(library, within) }),
  };
}

function spacesFor(library: Library, request: CompareRequest) {
  const { present } = library.spaces;
  const spaces = request.spaces.filter((space) => present.includes(space));
  const lacking = request.spaces.filter((space) => !present.includes(space)).map((space) => ({
    parameter: "space",
    value: space,
    reason: `no track has a vector in ${SPACE_INFO[space].label}`,
  }));
  return { spaces: spaces.length > 0 ? spaces : present.slice(0, USUAL_LISTS), lacking };
}

/** Where spaces are reduced, makes sure that what any list names is compared in whole in all. */
async function compareListed(columns: readonly Column[]): Promise<void> {
  for (const { sight } of columns) {
    const rows = columns.flatMap(({ sight: { open }, hits }) =>
      hits.hits.map(({ row }) => sight.open.table.rowOf(open.table.ids[row]!))
    );
    await compareWhole(sight, rows.filter((row) => row !== undefined));
  }
}

interface Listing {
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly request: CompareRequest;
}

function listOf(library: Library, listing: Listing): NeighbourList {
  const { sight, hits, mask } = listing.column;
  const { open: { space, table, whole }, own } = sight;
  const tracks = table.count - Number(own !== undefined && table.present[own] === 1);
  const eligible = mask === undefined
    ? tracks
    : mask.reduce((sum, flag, row) => sum + (row === own ? 0 : flag & table.present[row]!), 0);
  return {
    space,
    label: SPACE_INFO[space].label,
    by: hits.by,
    ...(whole && { reduced_to: table.dimensions }),
    how: howOf(sight.open, { by: hits.by, masked: mask !== undefined }),
    milliseconds: Number(hits.milliseconds.toFixed(2)),
    tracks,
    eligible,
    query: sight.vector !== undefined,
    neighbours: hits.hits.map((hit, i) => rowOf(library, { ...listing, hit, rank: i + 1 })),
    distances: distancesOf(sight),
  };
}

function rowOf(
  library: Library,
  { column, columns, request, hit, rank }: Listing & {
    readonly hit: Hit;
    readonly rank: number;
  },
): NeighbourRow {
  const { sight, mask } = column;
  const { lookup: { columnRow, pairs }, open: { table } } = sight;
  const id = table.ids[hit.row]!;
  const share = pairs.shareNearer(1 - hit.cosine);
  return {
    rank,
    track: cardOf(library, columnRow[hit.row]!),
    cosine: hit.cosine,
    ...(hit.dot !== undefined && { dot: hit.dot }),
    ...(hit.mutual !== undefined && { mutual: hit.mutual }),
    ...(request.mutual &&
      { rank_by_cosine: placeOf(sight, { row: hit.row, mask, metric: "cosine" }) ?? rank }),
    pairs_nearer: Number.isNaN(share) ? null : share,
    duplicate: isDuplicate(sight, hit.row),
    elsewhere: columns.filter((other) => other !== column).map((other) =>
      elsewhereOf(other, { id, metric: request.metric })
    ),
  };
}

function elsewhereOf(
  { sight, hits, mask }: Column,
  { id, metric }: { readonly id: string; readonly metric: Metric },
) {
  const { space, table } = sight.open;
  const row = table.rowOf(id);
  const listed = hits.hits.findIndex((hit) => hit.row === row);
  if (listed >= 0) return { space, rank: listed + 1, listed: true };
  const rank = row === undefined ? null : placeOf(sight, { row, mask, metric });
  return { space, rank, listed: false };
}

/** The tracks before and after the query, in the order of the collection and round its ends. */
function besides(
  { collection: { columns } }: Library,
  { subject, rows }: { readonly subject: Subject; readonly rows: Uint32Array },
) {
  const at = rows.findIndex((row) => columns.ids[row] === subject.id);
  const idAt = (place: number) => {
    const row = rows.at(place % rows.length);
    return row === undefined || columns.ids[row] === subject.id ? null : columns.ids[row]!;
  };
  if (rows.length === 0 || subject.id === undefined) return { previous: null, next: null };
  return { previous: idAt(at < 0 ? -1 : at - 1), next: idAt(at + 1) };
}
