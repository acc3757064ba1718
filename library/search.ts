import type { TrackCard } from "../similar/mod.ts";
import { fold, titleAt } from "../domain/mod.ts";
import { EMPTY_QUERY, selectRows, withClause, wordsOf } from "../query/mod.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";

/** Tracks found by a text. */
export interface FoundTracks {
  /** Tracks that have all words. */
  readonly matching: number;
  /** The likeliest of them, best first. */
  readonly tracks: readonly TrackCard[];
}

/**
 * Tracks whose title, artist, album, genre or path has all words of a text. Those whose title has
 * them come first, above all at its start, then those whose artist has them.
 */
export function searchTracks(
  library: Library,
  { text, limit }: { readonly text: string; readonly limit: number },
): FoundTracks {
  const words = wordsOf(text);
  if (words.length === 0) return { matching: 0, tracks: [] };
  const { columns } = library.collection;
  const { artist } = columns.texts;
  const query = withClause(EMPTY_QUERY, { kind: "text", text });
  const weigh = (row: number): number => {
    const name = fold(titleAt(columns, row));
    if (words.every((word) => name.includes(word))) return name.startsWith(words[0]!) ? 0 : 1;
    return words.every((word) => fold(artist[row]!).includes(word)) ? 2 : 3;
  };
  const rows = Array.from(selectRows(columns, query), (row) => ({ row, weight: weigh(row) }))
    .sort((a, b) => a.weight - b.weight || a.row - b.row);
  const shown = rows.slice(0, limit).map(({ row }) => row);
  return {
    matching: rows.length,
    tracks: shown.map((row) => cardOf(library, row)),
  };
}
