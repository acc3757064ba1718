import type { TextColumns } from "../domain/mod.ts";

// deno-lint-ignore no-control-regex -- ASCII needs no decomposition, which is what costs time
const NOT_ASCII = /[^\x00-\x7f]/;
const MARKS = /\p{M}+/gu;
const LETTERS: Readonly<Record<string, string>> = {
  "ø": "o",
  "ł": "l",
  "đ": "d",
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ı": "i",
};
const LETTER = /[øłđßæœı]/g;

/** Text without case and accents, for comparing. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower;
  return lower.normalize("NFKD").replace(MARKS, "").replace(LETTER, (letter) => LETTERS[letter]!);
}

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
  const { title, artist, album, genre, path } = texts;
  const folded = path.map((p, i) =>
    fold(`${title[i] ?? ""}\n${artist[i] ?? ""}\n${album[i] ?? ""}\n${genre[i] ?? ""}\n${p}`)
  );
  FOLDED.set(texts, folded);
  return folded;
}
