import {
  type Agreement,
  formatSimilar,
  type NeighbourList,
  type NeighbourRow,
  type SimilarAnswer,
  type SimilarRequest,
} from "../../similar/mod.ts";
import { isAnalysed, spaceInfo } from "../../domain/mod.ts";
import type { Problem } from "../../query/mod.ts";
import { agreementOfLists, type Hit, type Hits, type Metric } from "../../similarity/mod.ts";
import { distancesOf } from "./_distances.ts";
import { allowedBy, maskFor, rowsWithin } from "./_masks.ts";
import { type Sight, sightOf } from "./_sight.ts";
import { cardOf } from "../cards.ts";
import type { Library } from "../library.ts";
import type { Subject } from "./subject.ts";

/** Lists where no spaces are asked for. */
const USUAL_LISTS = 2;

interface Column extends Sight, Hits {
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
    readonly request: SimilarRequest;
    readonly problems?: readonly Problem[];
  },
): Promise<SimilarAnswer> {
  const { spaces, lacking } = spacesFor(library, request);
  const looks = await Promise.all(spaces.map((space) => sightOf(library, { subject, space })));
  const sights = looks.filter((sight) => sight !== undefined);
  const { mask, leftOut } = await allowedBy(library, { request, subject, sights });
  const columns: Column[] = [];
  for (const sight of sights) {
    const own = maskFor(sight, mask);
    const { k, metric, mutual } = request;
    const found = await sight.view.neighbours({ k, metric, mutual, mask: own });
    columns.push({ ...sight, ...found, mask: own });
  }
  await compareListed(columns);
  const { within } = request;
  return {
    query: subject.card,
    request: formatSimilar(request),
    metric: request.metric,
    k: request.k,
    problems: [...problems, ...lacking],
    tracks: library.collection.columns.length,
    spaces: library.spaces.present,
    lists: columns.map((column) => listOf(library, { column, columns, request })),
    agreements: columns.flatMap((a, i) => columns.slice(i + 1).map((b) => agreementOf(a, b))),
    left_out: leftOut,
    ...besides(library, { subject, rows: await rowsWithin(library, within) }),
  };
}

function spacesFor(library: Library, request: SimilarRequest) {
  const { present } = library.spaces;
  const spaces = request.spaces.filter((space) => present.includes(space));
  const lacking = request.spaces.filter((space) => !present.includes(space)).map((space) => ({
    parameter: "space",
    value: space,
    reason: isAnalysed(space)
      ? `no track has a vector in ${spaceInfo(space).label}`
      : `${spaceInfo(space).label} is not kept; /similar/combine?space=${space} has it`,
  }));
  return { spaces: spaces.length > 0 ? spaces : present.slice(0, USUAL_LISTS), lacking };
}

/** Makes sure that the cosines of what any list names are exact in all spaces. */
async function compareListed(columns: readonly Column[]): Promise<void> {
  for (const { view } of columns) {
    const rows = columns.flatMap(({ hits }) => hits.map(({ id }) => view.table.rowOf(id)));
    await view.compare(rows.filter((row) => row !== undefined));
  }
}

function agreementOf(a: Column, b: Column): Agreement {
  const { common, overlap, rankBiased, correlation, correlated } = agreementOfLists(a, b);
  return {
    spaces: [a.space.space, b.space.space],
    common,
    overlap: finite(overlap),
    rank_biased_overlap: finite(rankBiased),
    rank_correlation: finite(correlation),
    correlated,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

interface Listing {
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly request: SimilarRequest;
}

function listOf(library: Library, listing: Listing): NeighbourList {
  const { space, view: { table, own, vector }, by, milliseconds, mask } = listing.column;
  const { reducedTo } = space;
  const tracks = table.count - Number(own !== undefined && table.present[own] === 1);
  const eligible = mask === undefined
    ? tracks
    : mask.reduce((sum, flag, row) => sum + (row === own ? 0 : flag & table.present[row]!), 0);
  return {
    space: space.space,
    label: spaceInfo(space.space).label,
    by,
    ...(reducedTo !== undefined && { reduced_to: reducedTo }),
    how: space.how({ by, masked: mask !== undefined }),
    milliseconds: Number(milliseconds.toFixed(2)),
    tracks,
    eligible,
    query: vector !== undefined,
    neighbours: rowsOf(library, listing),
    distances: distancesOf(listing.column.view),
  };
}

function rowsOf(library: Library, { column, columns, request }: Listing): NeighbourRow[] {
  const { space, view, columnRow, hits, mask } = column;
  const others = columns.filter((other) => other !== column)
    .map((other) => placesIn(other, { hits, metric: request.metric }));
  const byCosine = request.mutual && view.placesOf(hits.map(({ row }) => row), { mask });
  return hits.map(({ row, cosine, dot, mutual }, i): NeighbourRow => {
    const share = space.shareNearer(1 - cosine);
    return {
      rank: i + 1,
      track: cardOf(library, columnRow[row]!),
      cosine,
      ...(dot !== undefined && { dot }),
      ...(mutual !== undefined && { mutual }),
      ...(byCosine && { rank_by_cosine: byCosine[i] ?? i + 1 }),
      pairs_nearer: Number.isNaN(share) ? null : share,
      duplicate: view.isDuplicate(row),
      elsewhere: others.map((places) => places[i]!),
    };
  });
}

/** Where the tracks of a list are in another one. */
function placesIn(
  { space: { space }, view, hits, mask }: Column,
  { hits: sought, metric }: { readonly hits: readonly Hit[]; readonly metric: Metric },
) {
  const listed = new Map(hits.map(({ row }, i) => [row, i + 1]));
  const rows = sought.map(({ id }) => view.table.rowOf(id));
  const places = view.placesOf(rows, { mask, metric });
  return rows.map((row, i) => {
    const rank = row === undefined ? undefined : listed.get(row);
    return { space, rank: rank ?? places[i]!, listed: rank !== undefined };
  });
}

/** The tracks before and after the query, in the order of the collection and round its ends. */
export function besides(
  { collection }: Library,
  { subject, rows }: { readonly subject: Subject; readonly rows: Uint32Array },
) {
  const { columns } = collection;
  const own = subject.id === undefined ? undefined : collection.row(subject.id);
  const at = own === undefined ? -1 : rows.indexOf(own);
  const idAt = (place: number) => {
    const row = rows.at(place % rows.length);
    return row === undefined || columns.ids[row] === subject.id ? null : columns.ids[row]!;
  };
  if (rows.length === 0 || subject.id === undefined) return { previous: null, next: null };
  return { previous: idAt(at < 0 ? -1 : at - 1), next: idAt(at + 1) };
}
