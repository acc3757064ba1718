import { nameKey } from "../../domain/mod.ts";
import type { Clause } from "../clause.ts";
import { type Before, type Found, type Ground, longestRun, type Read } from "./_found.ts";
import { keyOf } from "./_tokens.ts";

const BY = new Set(["by", "artist"]);
const OR = new Set(["or", "nor", "and"]);
/** What an artist is called by alone, without “by”, has at least so many letters. */
const LEAST_LETTERS = 3;

function artistAt(ground: Ground, at: number) {
  const { artists } = ground.vocabulary;
  const token = ground.tokens[at];
  if (token?.kind !== "quote") {
    return longestRun(ground, { at, most: 10, commas: true, find: (key) => artists.get(key) });
  }
  const value = artists.get(keyOf(token.text));
  return value === undefined ? undefined : { end: at + 1, value };
}

function artists(names: readonly string[], before: Before): Clause {
  const own = [...new Map(names.map((name) => [nameKey(name), name])).values()];
  return { kind: "artist", exclude: before.negated, names: own, missing: "exclude" };
}

/** “by” and the artists after it, with commas, “or” and “and” between them. */
export const readArtists: Read = (ground, at, before) => {
  const { tokens } = ground;
  if (!BY.has(tokens[at]?.key ?? "")) return undefined;
  const names: string[] = [];
  let end = at + 1;
  for (let next: number | undefined = end; next !== undefined;) {
    const found = artistAt(ground, next);
    if (!found) break;
    names.push(found.value);
    end = found.end;
    const between = tokens[end];
    const goesOn = between && (between.text === "," || OR.has(between.key));
    next = goesOn ? end + 1 : undefined;
  }
  if (names.length > 0) return { end, clauses: [artists(names, before)], how: "by name" };
  const token = tokens[end];
  if (!token) return undefined;
  let until = end;
  while (tokens[until] && tokens[until]!.kind !== "stop" && !OR.has(tokens[until]!.key)) until++;
  const last = tokens[Math.max(end, until - 1)]!;
  const name = ground.text.slice(token.from, last.to);
  return { end: Math.max(end + 1, until), problem: `no artist here is called ${name}` };
};

/** An artist named without “by”, where the words mean nothing else. */
export const readBareArtist: Read = (ground, at, before) => {
  const found = artistAt(ground, at);
  if (!found || keyOf(found.value).length < LEAST_LETTERS) return undefined;
  return { end: found.end, clauses: [artists([found.value], before)], how: "an artist here" };
};

const CALLED = new Set(["called", "titled", "named"]);

/** Words in quotation marks, or after “called”: text that has to occur. */
export const readText: Read = ({ tokens, text }, at, before): Found | undefined => {
  const called = CALLED.has(tokens[at]?.key ?? "");
  const from = called ? at + 1 : at;
  const token = tokens[from];
  if (!token || token.kind === "stop" || (!called && token.kind !== "quote")) return undefined;
  let end = from + 1;
  if (token.kind !== "quote") {
    while (tokens[end] && tokens[end]!.kind !== "stop") end++;
  }
  if (before.negated) return { end, problem: "a query cannot leave out text" };
  const written = token.kind === "quote"
    ? `"${token.text}"`
    : text.slice(token.from, tokens[end - 1]!.to);
  if (written.replaceAll('"', "").trim() === "") return { end };
  return { end, clauses: [{ kind: "text", text: written }], how: "in title, names or path" };
};
