import type { TextColumns } from "./columns.ts";
import { nameKey, nameKeys } from "./text.ts";

/** Between the artists of one row of the column `artists`: a line end, which no name holds. */
export const ARTIST_SEPARATOR = "\n";

const KEYS = new WeakMap<TextColumns, readonly (readonly string[])[]>();

/**
 * The keys (see {@linkcode nameKey}) of each artist of every row, shape `(n,)` of lists; kept with the columns. A
 * track of three artists is one of each; a track without any has none.
 */
export function artistKeys(texts: TextColumns): readonly (readonly string[])[] {
  const kept = KEYS.get(texts);
  if (kept) return kept;
  const shown = nameKeys(texts.artist);
  const lists = new Map<string, readonly string[]>();
  const keys = shown.map((key, row) => {
    const several = texts.artists?.[row] ?? "";
    const text = several === "" ? key : several;
    const known = lists.get(text);
    if (known) return known;
    const list = several === ""
      ? (key === "" ? [] : [key])
      : [...new Set(several.split(ARTIST_SEPARATOR).map(nameKey).filter((name) => name !== ""))];
    lists.set(text, list);
    return list;
  });
  KEYS.set(texts, keys);
  return keys;
}

/** Whether two lists of artists' keys have one in common. */
export function shareArtist(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}
