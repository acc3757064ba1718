import type { Columns, KeyProfile } from "../../domain/mod.ts";
import type { Clause } from "../clause.ts";
import type { Sort } from "../query.ts";
import type { Degree } from "./_levels.ts";
import type { Token } from "./_tokens.ts";
import type { Vocabulary } from "./_vocabulary.ts";

/** What a sentence is read against. */
export interface Ground {
  readonly columns: Columns;
  readonly vocabulary: Vocabulary;
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly profile: KeyProfile;
  /** What “this week” counts from, ms since epoch. */
  readonly now: number;
}

/** What stood before the words that are read now. */
export interface Before {
  readonly negated: boolean;
  readonly degree: Degree;
  /** Whether the strongest style alone is meant: “mostly house”. */
  readonly top: boolean;
}

/** What was made of some words, or why nothing was. */
export interface Found {
  /** The token after the last one that was read. */
  readonly end: number;
  readonly clauses?: readonly Clause[];
  readonly sort?: Sort;
  /** How they were read, in a few words. */
  readonly how?: string;
  /** Why they were not taken. */
  readonly problem?: string;
}

/** Reads the tokens from `at` on; `undefined` where they are nothing to it. */
export type Read = (ground: Ground, at: number, before: Before) => Found | undefined;

/** The longest run of tokens from `at` whose joined keys are one of those asked for. */
export function longestRun<Value>(
  { tokens }: Ground,
  { at, most = 7, commas = false, find }: {
    readonly at: number;
    readonly most?: number;
    /** Whether commas may stand within. */
    readonly commas?: boolean;
    readonly find: (key: string) => Value | undefined;
  },
): { readonly end: number; readonly value: Value } | undefined {
  let found: { readonly end: number; readonly value: Value } | undefined;
  let key = "";
  for (let end = at; end < Math.min(tokens.length, at + most); end++) {
    const token = tokens[end]!;
    if (!goesOn(token, end === at) && !(commas && token.text === ",")) break;
    key += token.key;
    if (token.key === "") continue;
    const value = find(key) ??
      (key.length > 3 && key.endsWith("s") ? find(key.slice(0, -1)) : undefined);
    if (value !== undefined) found = { end: end + 1, value };
  }
  return found;
}

/** Whether a name can begin or go on with a token; “a/b” and “a-b” are written in one. */
function goesOn(token: Token, first: boolean): boolean {
  if (token.kind === "word" || token.kind === "number") return true;
  if (first) return false;
  return token.text === "&" || ((token.text === "-" || token.text === "/") && token.joined);
}

/** Whether the words from `at` are those; the token after them, or `undefined`. */
export function wordsAt(
  ground: Ground,
  { at, words }: { readonly at: number; readonly words: ReadonlySet<string> },
): number | undefined {
  return longestRun(ground, { at, find: (key) => words.has(key) || undefined })?.end;
}
