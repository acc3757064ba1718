import type { LeftOut, SimilarRequest } from "../../similar/mod.ts";
import { type Query, selectRows } from "../../query/mod.ts";
import type { Library } from "../library.ts";
import { regionSources } from "../maps/region_sources.ts";
import type { Sight } from "./_sight.ts";
import type { Subject } from "./subject.ts";
import { artistKeys, nameKey, nameKeys, shareArtist } from "../../domain/mod.ts";

/** Rows of the columns, 1 where one may be found, and how many each option kept out. */
export interface Allowed {
  /** `undefined` where nothing was left out. */
  readonly mask: Uint8Array | undefined;
  readonly leftOut: LeftOut;
}

/** Rows of the columns that a query matches; with maps where it has a region drawn on one. */
export async function rowsWithin(library: Library, query: Query): Promise<Uint32Array> {
  const sources = await regionSources(library, query);
  return selectRows(library.collection.columns, query, { sources });
}

/** The rows of the columns that a request lets in. */
export async function allowedBy(
  library: Library,
  { request, subject, sights }: {
    readonly request: SimilarRequest;
    readonly subject: Subject;
    readonly sights: readonly Sight[];
  },
): Promise<Allowed> {
  const { columns } = library.collection;
  const { album } = columns.texts;
  const mask = new Uint8Array(columns.length).fill(1);
  const strike = (out: (row: number) => boolean): number => {
    let count = 0;
    for (let row = 0; row < mask.length; row++) {
      if (mask[row] === 1 && columns.ids[row] !== subject.id && out(row)) {
        mask[row] = 0;
        count++;
      }
    }
    return count;
  };
  const sharing = (texts: readonly string[], own: string | null) => {
    const [keys, name] = [nameKeys(texts), nameKey(own)];
    return (row: number) => name !== "" && keys[row] === name;
  };
  const artists = artistKeys(columns.texts);
  const own = artistKeys(subject.at.table.columns.texts)[subject.at.row] ?? [];
  const narrowed = Object.keys(request.within.clauses).length > 0;
  const inside = narrowed ? new Set(await rowsWithin(library, request.within)) : undefined;
  const twins = request.duplicates ? undefined : duplicatesIn(sights);
  const leftOut = {
    query: inside ? strike((row) => !inside.has(row)) : 0,
    artist: request.sameArtist ? 0 : strike((row) => shareArtist(own, artists[row]!)),
    album: request.sameAlbum ? 0 : strike(sharing(album, subject.card.album)),
    duplicates: twins ? strike((row) => twins.has(row)) : 0,
  };
  const all = request.sameArtist && request.sameAlbum && !inside && !twins;
  return { mask: all ? undefined : mask, leftOut };
}

/** Rows of the columns that are near-duplicates of the query in any of the spaces. */
function duplicatesIn(sights: readonly Sight[]): Set<number> {
  const rows = new Set<number>();
  for (const sight of sights) {
    for (let row = 0; row < sight.columnRow.length; row++) {
      if (sight.view.isDuplicate(row)) rows.add(sight.columnRow[row]!);
    }
  }
  return rows;
}

/** A mask of the columns as one of a space's table. */
export function maskFor(
  { columnRow }: Pick<Sight, "columnRow">,
  mask: Uint8Array | undefined,
): Uint8Array | undefined {
  return mask && Uint8Array.from(columnRow, (row) => row < 0 ? 0 : mask[row]!);
}
