import { instantIn } from "../_instant.ts";
import { type Found, type Ground, longestRun, type Read } from "./_found.ts";
import { knownValues } from "./_levels.ts";
import { numberClause } from "./_quantities.ts";

const DAY = 86_400_000;
const ADDED = new Set(["added", "analysed", "analyzed", "imported"]);
/** Days that a word reaches back. */
const SPANS: ReadonlyMap<string, number> = new Map([
  ["today", 1],
  ["thisweek", 7],
  ["lastweek", 7],
  ["inthelastweek", 7],
  ["thismonth", 30],
  ["lastmonth", 30],
  ["inthelastmonth", 30],
  ["recently", 30],
  ["thisyear", 365],
  ["lastyear", 365],
]);

function since(
  ground: Ground,
  { end, days }: { readonly end: number; readonly days: number },
): Found {
  const day = Math.floor(ground.now / DAY) * DAY - (days - 1) * DAY;
  const how = days === 1 ? "since midnight, UTC" : `the last ${days} days`;
  return { end, clauses: [{ kind: "since", since: day }], how };
}

/** When tracks were added: “added this week”, “recently added”, “added since 2026-01-31”. */
export const readAdded: Read = (ground, at, before) => {
  const { tokens } = ground;
  const recently = tokens[at]?.key === "recently" && ADDED.has(tokens[at + 1]?.key ?? "");
  if (!recently && !ADDED.has(tokens[at]?.key ?? "")) return undefined;
  if (before.negated) return { end: at + 1, problem: "a query cannot leave out when it was added" };
  if (recently) return since(ground, { end: at + 2, days: 30 });
  const past = ["since", "after", "from", "on"].includes(tokens[at + 1]?.key ?? "")
    ? at + 2
    : at + 1;
  const date = tokens[past];
  const instant = date?.kind === "date" ? instantIn(date.text) : NaN;
  if (!Number.isNaN(instant)) {
    const clause = { kind: "since", since: instant } as const;
    return { end: past + 1, clauses: [clause], how: "this day or later" };
  }
  const span = longestRun(ground, { at: at + 1, find: (key) => SPANS.get(key) });
  if (span) return since(ground, { end: span.end, days: span.value });
  const days = /^(?:inthe)?last(\d{1,4})days$/;
  const counted = longestRun(ground, { at: at + 1, find: (key) => days.exec(key)?.[1] });
  if (counted) return since(ground, { end: counted.end, days: Math.max(1, Number(counted.value)) });
  return { end: past, problem: "since when? Write a date such as 2026-01-31, or this week" };
};

const DECADES: ReadonlyMap<string, number> = new Map([
  ...["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
    .map((word, index) => [word, 1920 + 10 * index] as const),
]);

/** The first year of “80s”, “1980s” and “eighties”; 00s, 10s and 20s are of this century. */
function decadeAt({ tokens }: Ground, at: number) {
  const [token, next] = [tokens[at], tokens[at + 1]];
  const named = DECADES.get(token?.key ?? "");
  if (named !== undefined) return { first: named, end: at + 1 };
  const mark = next?.joined && next.key === "s";
  if (!mark || token?.kind !== "number" || !/^(?:19|20)?\d0$/.test(token.text)) return undefined;
  const year = Number(token.text);
  const first = token.text.length === 4 ? year : year < 30 ? 2000 + year : 1900 + year;
  return { first, end: at + 2 };
}

/** Decades, and years after “before”, “after”, “since”, “in” or “from”. */
export const readYears: Read = (ground, at, before) => {
  const { tokens, columns } = ground;
  const word = ["before", "after", "since", "in", "from"].find((w) => w === tokens[at]?.key);
  let from = word ? at + 1 : at;
  if (tokens[from]?.key === "the") from++;
  const decade = decadeAt(ground, from);
  const token = tokens[from];
  const year = token?.kind === "number" && /^(?:19|20)\d\d$/.test(token.text)
    ? token.number
    : undefined;
  if (!decade && (!word || year === undefined)) return undefined;
  const [first, last] = decade ? [decade.first, decade.first + 9] : [year!, year!];
  const end = decade?.end ?? from + 1;
  if (!decade && (word === "from" || word === "in") && isRange(ground, end)) return undefined;
  if (knownValues(columns, "year").length === 0) {
    return decade && !word?.match(/before|after|since/)
      ? undefined
      : { end, problem: "no track has a value of Year" };
  }
  const range = word === "before"
    ? { max: first - 1 }
    : word === "after"
    ? { min: last + 1 }
    : word === "since"
    ? { min: first }
    : { min: first, max: last };
  if (before.negated) return { end, problem: "years cannot be left out: write before or after" };
  return { end, clauses: [numberClause("year", range)], how: decade ? "the decade" : "by year" };
};

function isRange({ tokens }: Ground, at: number): boolean {
  const [sign, number] = [tokens[at], tokens[at + 1]];
  return number?.kind === "number" &&
    (sign?.key === "to" || /^(?:-|–|\.\.)$/.test(sign?.text ?? ""));
}
