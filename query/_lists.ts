import type { Named } from "./names.ts";

/** Text split at commas; a backslash takes the next character as it is. Empty parts are left out. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === "\\" && i + 1 < text.length) part += text[++i];
    else if (char === ",") parts.push(part), part = "";
    else part += char;
  }
  parts.push(part);
  return parts.map((p) => p.trim()).filter((p) => p !== "");
}

/** The inverse of {@linkcode splitList}. */
export function joinList(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[\\,]/g, "\\$&")).join(",");
}

/** A name with the number after its last colon. */
export interface Weighted {
  readonly text: string;
  readonly name: string;
  readonly number: number | undefined;
}

/** Splits `House:0.3` at its last colon. */
export function splitWeight(text: string): Weighted {
  const colon = text.lastIndexOf(":");
  const number = colon < 0 ? NaN : numberIn(text.slice(colon + 1));
  if (Number.isNaN(number)) return { text, name: text.trim(), number: undefined };
  return { text, name: text.slice(0, colon).trim(), number };
}

/** The finite number that text is, or NaN. */
export function numberIn(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text.trim().replace("−", "-"));
  return Number.isFinite(number) ? number + 0 : NaN;
}

/** An item of a list of names, with the name found or why not. */
export interface NamedItem {
  readonly item: Weighted;
  readonly named: Named;
}

/**
 * Splits a list of names, some of which hold commas themselves ("Folk, World, & Country"): at each
 * place the longest run of parts that is a name is taken.
 */
export function splitNames(text: string, find: (name: string) => Named): NamedItem[] {
  const parts = text.split(",");
  const items: NamedItem[] = [];
  for (let from = 0; from < parts.length;) {
    const found = longestName(parts.slice(from, from + 4), find);
    from += found.length;
    if (found.item.text.trim() !== "") items.push(found);
  }
  return items;
}

function longestName(
  parts: readonly string[],
  find: (name: string) => Named,
): NamedItem & { readonly length: number } {
  for (let length = parts.length; length > 0; length--) {
    const item = splitWeight(parts.slice(0, length).join(","));
    const named = find(item.name);
    if ("name" in named || length === 1) return { item, named, length };
  }
  throw new RangeError("Cannot find a name in an empty list");
}
