// deno-lint-ignore no-control-regex -- ASCII needs no decomposition, which is what costs time
const NOT_ASCII = /[^\x00-\x7f]/;

/**
 * Marks that a name is also written without: accents, and the points of Hebrew and Arabic. Those that
 * make another letter stay: vowel signs of Indic scripts, and the voicing marks of kana.
 */
const ACCENTS =
  /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Cyrillic}]/gu;

/** Letters that case folding (Unicode's CaseFolding.txt) or custom writes as others. */
const LETTERS: Readonly<Record<string, string>> = {
  "ø": "o",
  "ł": "l",
  "đ": "d",
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ı": "i",
  "ς": "σ",
};
const LETTER = /[øłđßæœıς]/g;

/**
 * Text without case and accents, for comparing and searching: compatibility decomposition (Unicode's
 * NFKD), lower case, accents left out, and letters such as ø and ß as they are written without.
 */
export function fold(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(ACCENTS, "")
    .replace(LETTER, (letter) => LETTERS[letter]!);
}

/**
 * What two spellings of one name have in common: {@linkcode fold}ed, with single blanks between words
 * and none around. Björk, Bjork and "björk " have one key. Empty where there is no name.
 */
export function nameKey(name: string | null | undefined): string {
  return name ? fold(name).trim().replace(/\s+/g, " ") : "";
}

/**
 * Whether two names are of one artist: the same {@linkcode nameKey}. No name is nobody's, and the same
 * as no other.
 */
export function sameArtist(a: string | null | undefined, b: string | null | undefined): boolean {
  const key = nameKey(a);
  return key !== "" && key === nameKey(b);
}

const KEYS = new WeakMap<readonly string[], readonly string[]>();

/** The {@linkcode nameKey} of each of a column's names, shape `(n,)`; kept with the column. */
export function nameKeys(names: readonly string[]): readonly string[] {
  const kept = KEYS.get(names);
  if (kept) return kept;
  const known = new Map<string, string>();
  const keys = names.map((name) => {
    const key = known.get(name) ?? nameKey(name);
    known.set(name, key);
    return key;
  });
  KEYS.set(names, keys);
  return keys;
}

/** A text that begins with a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text as it stands inside a sentence; names that it holds keep their capitals. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
