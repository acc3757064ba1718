import { fold, type TextColumns } from "../domain/mod.ts";

/** The words of a search, folded; quotation marks keep words together. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(/"[^"]*"?|[^\s"]+/g) ?? [];
  return words.map((word) => word.replaceAll('"', "")).filter((word) => word.trim() !== "");
}

const FOLDED = new WeakMap<TextColumns, readonly string[]>();

/** One folded text a row of all that a search looks at, fields apart by a line end; kept. */
export function haystackOf(texts: TextColumns): readonly string[] {
  const kept = FOLDED.get(texts);
  if (kept) return kept;
  const { title, artist, artists, album, genre, path } = texts;
  const folded = path.map((p, i) =>
    fold(
      [title[i] ?? "", artist[i] ?? "", artists?.[i] ?? "", album[i] ?? "", genre[i] ?? "", p]
        .join("\n"),
    )
  );
  FOLDED.set(texts, folded);
  return folded;
}
