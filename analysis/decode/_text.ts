const MOST_CHARACTERS = 1000;

/**
 * Text as it can be shown and stored: no NUL or other control characters, no half surrogates, no
 * blanks at the ends, at most 1000 characters, composed (NFC). Nothing where nothing is left.
 */
export function cleanText(text: unknown, most = MOST_CHARACTERS): string | undefined {
  if (typeof text !== "string") return undefined;
  const clean = text.slice(0, 16 * most).toWellFormed().replaceAll("\ufffd", "")
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, " ").replace(/ {2,}/g, " ").trim()
    .normalize("NFC");
  return [...clean.slice(0, 2 * most)].slice(0, most).join("").trim() || undefined;
}

/** An object's values with those left out that are not there. */
export type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined. */
export function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}
