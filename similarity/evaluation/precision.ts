import type { TrackId } from "../../domain/mod.ts";
import type { Groups } from "../masks.ts";
import { type Neighbourhoods, neighbourRows } from "../neighbourhoods.ts";
import type { VectorTable } from "../vector_table.ts";

/** Something that is known of tracks, and that good neighbours should share. */
export interface Labels {
  /** Such as `genre`, `album`, or the column of a table. */
  readonly name: string;
  /** Labels of a track; none where nothing is known of it. */
  of(id: TrackId): readonly string[];
  /**
   * Neighbours that share this with the query are left out in the filtered figures: those of the same
   * artist sound alike for reasons of their own. Undefined where the figures are not filtered.
   */
  readonly apart?: "artist" | "album" | undefined;
}

/** Labels of a table's rows as numbers. */
export interface LabelCodes {
  /** Codes of each row. */
  readonly codes: readonly (readonly number[])[];
  /** Rows with a vector that bear each label. */
  readonly rows: readonly (readonly number[])[];
}

/** Tracks by row, and which of them have a vector. */
export type LabelledRows = Pick<VectorTable, "ids" | "present" | "count">;

/** {@linkcode LabelCodes} of one kind of label. */
export function labelCodes(table: LabelledRows, labels: Labels): LabelCodes {
  const codeOf = new Map<string, number>();
  const rows: number[][] = [];
  const codes = table.ids.map((id, row) =>
    [...new Set(labels.of(id))].map((label) => {
      const code = codeOf.get(label) ?? rows.push([]) - 1;
      codeOf.set(label, code);
      if (table.present[row] === 1) rows[code]!.push(row);
      return code;
    })
  );
  return { codes, rows };
}

/**
 * Precision at `k` of each query that has a label: the share of its first `k` neighbours that bear one
 * of its labels. Lists shorter than `k` are taken as they are; NaN for a query without label or list.
 */
export function precisions(
  lists: Neighbourhoods,
  { codes }: LabelCodes,
  k: number,
): Float64Array {
  return Float64Array.from(lists.queries, (query, i) => {
    const own = codes[query]!;
    const found = neighbourRows(lists, i).subarray(0, k);
    if (own.length === 0 || found.length === 0) return NaN;
    const hits = found.filter((row) => codes[row]!.some((code) => own.includes(code)));
    return hits.length / found.length;
  });
}

/**
 * What {@linkcode precisions} would be for lists at random: of the tracks that may be in a query's list,
 * the share that bears one of its labels.
 *
 * @param apart Rows that are in a group of the query's are left out.
 */
export function chances(
  table: LabelledRows,
  queries: Uint32Array,
  { codes, rows, apart = [] }: LabelCodes & { readonly apart?: Groups | undefined },
): Float64Array {
  const companionsOf = companions(table, apart);
  return Float64Array.from(queries, (query) => {
    const own = codes[query]!;
    if (own.length === 0) return NaN;
    const left = companionsOf(query);
    const bearing = own.length === 1 ? rows[own[0]!]! : new Set(own.flatMap((code) => rows[code]!));
    let hits = 0;
    for (const row of bearing) if (row !== query && !left.has(row)) hits++;
    const eligible = table.count - left.size - (left.has(query) ? 0 : 1);
    return eligible > 0 ? hits / eligible : NaN;
  });
}

/** Gives the rows that are in a group of a query's; those of queries in the same groups are brought together once. */
function companions(
  table: LabelledRows,
  apart: Groups,
): (query: number) => ReadonlySet<number> {
  const members = rowsByGroup(table, apart);
  const known = new Map<string, ReadonlySet<number>>();
  return (query) => {
    const groups = apart[query] ?? [];
    const key = groups.join();
    const rows = known.get(key) ?? new Set(groups.flatMap((group) => members.get(group) ?? []));
    known.set(key, rows);
    return rows;
  };
}

function rowsByGroup({ present }: LabelledRows, groups: Groups): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const [row, own] of groups.entries()) {
    if (present[row] !== 1) continue;
    for (const group of own) {
      const known = rows.get(group);
      if (known) known.push(row);
      else rows.set(group, [row]);
    }
  }
  return rows;
}
