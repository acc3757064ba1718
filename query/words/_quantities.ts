import { type Columns, descriptorIn, TEMPO_TOLERANCE } from "../../domain/mod.ts";
import { hasOctaves } from "../_parse_values.ts";
import type { NumberClause } from "../clause.ts";
import { type Before, type Found, type Ground, longestRun, type Read } from "./_found.ts";
import { knownValues } from "./_levels.ts";
import type { Token } from "./_tokens.ts";
import { COMPARISONS, NUMBER_WORDS, OPENED, type Sense, type Unit, UNITS } from "./_units.ts";
import { nameOf } from "./_vocabulary.ts";

const OF = new Set(["of", "is", "a", "with"]);
const TO = new Set(["to", "-", "–", "—", "..", "until"]);

/** A number as written, with its unit where it has one. */
interface Amount {
  readonly end: number;
  readonly token: Token;
  readonly number: number;
  readonly unit?: Unit;
}

function amountAt({ tokens }: Ground, at: number): Amount | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  const next = tokens[at + 1];
  const unit = next?.kind === "word" ? UNITS.get(next.key) : undefined;
  if (token.kind === "time") return { end: at + 1, token, number: token.number };
  const number = token.kind === "number"
    ? token.number
    : unit
    ? NUMBER_WORDS.get(token.key)
    : undefined;
  if (number === undefined) return undefined;
  return unit ? { end: at + 2, token, number, unit } : { end: at + 1, token, number };
}

/** A quantity, a comparison, one number or two, units and what opens the range, in that order. */
export const readQuantity: Read = (ground, at, before) => {
  const { tokens, vocabulary } = ground;
  let end = at;
  const named = longestRun(ground, { at, find: (key) => vocabulary.quantities.get(key) });
  if (named) end = named.end;
  while (named && OF.has(tokens[end]?.key ?? "")) end++;
  const compared = comparisonAt(ground, end);
  if (compared) end = compared.end;
  const between = !compared && ["between", "from"].includes(tokens[end]?.key ?? "");
  const first = amountAt(ground, between ? end + 1 : end);
  if (!first) {
    const problem = "how much? Write high or low before it, or a number after it";
    return named && !compared ? { end: named.end, problem } : undefined;
  }
  end = first.end;
  const second = secondAt(ground, { at: end, and: between });
  if (second) end = second.end;
  const opened = second || compared ? undefined : openedAt(ground, end);
  if (opened) end = opened.end;
  const trailing = named
    ? undefined
    : longestRun(ground, { at: end, find: (key) => vocabulary.quantities.get(key) });
  const late = opened ? UNITS.get(tokens[end]?.key ?? "") : undefined;
  if (late) end++;
  const unit = first.unit ?? second?.unit ?? late;
  const of = named?.value ?? compared?.of ?? trailing?.value;
  if (!named && !compared?.of && trailing && !unit) end = trailing.end;
  const ids = idsOf({ of, unit, first });
  if (ids === undefined) {
    if (!compared && !between && !second) return undefined;
    return { end, problem: "of what? Write 120 BPM, 5 minutes, 1999, or a descriptor's name" };
  }
  if (ids.length === 0) {
    return { end, problem: `${nameOf(ground.columns, of![0]!)} is in another unit` };
  }
  const id = ids.find((id) => knownValues(ground.columns, id).length > 0);
  if (!id) return { end, problem: `no track has a value of ${nameOf(ground.columns, ids[0]!)}` };
  const from = between && tokens[first.end - (first.unit ? 2 : 1) - 1]?.key === "from";
  const sense = compared?.sense ?? opened?.value ?? (from && !second ? "from" : undefined);
  return { end, ...rangeOf(ground.columns, { id, first, second, unit, sense, before }) };
};

function comparisonAt(ground: Ground, at: number) {
  const token = ground.tokens[at];
  const sign = token?.kind === "sign" ? COMPARISONS.get(token.text) : undefined;
  if (sign) return { ...sign, end: at + 1 };
  const words = longestRun(ground, { at, find: (key) => COMPARISONS.get(key) });
  return words && { ...words.value, end: words.end };
}

function openedAt(ground: Ground, at: number) {
  if (ground.tokens[at]?.text === "+") return { end: at + 1, value: "from" as const };
  return longestRun(ground, { at, find: (key) => OPENED.get(key) });
}

function secondAt(
  ground: Ground,
  { at, and }: { readonly at: number; readonly and: boolean },
): Amount | undefined {
  const token = ground.tokens[at];
  if (!token) return undefined;
  const goesOn = TO.has(token.kind === "sign" ? token.text : token.key) ||
    (and && token.key === "and");
  return goesOn ? amountAt(ground, at + 1) : undefined;
}

function idsOf({ of, unit, first }: {
  readonly of: readonly string[] | undefined;
  readonly unit: Unit | undefined;
  readonly first: Amount;
}): readonly string[] | undefined {
  if (of && unit) return of.filter((id) => unit.of.includes(id));
  if (of ?? unit) return of ?? unit!.of;
  if (first.token.kind === "time") return ["duration"];
  const { number } = first;
  return Number.isInteger(number) && number >= 1900 && number < 2100 ? ["year"] : undefined;
}

function rangeOf(
  columns: Columns,
  { id, first, second, unit, sense, before }: {
    readonly id: string;
    readonly first: Amount;
    readonly second: Amount | undefined;
    readonly unit: Unit | undefined;
    readonly sense: Sense | undefined;
    readonly before: Before;
  },
): Pick<Found, "clauses" | "how" | "problem"> {
  const valueOf = ({ number, token, unit: own }: Amount) => {
    if (token.kind === "time") return number;
    return number * ((own ?? unit)?.factor ?? (id === "duration" ? 60 : 1));
  };
  const value = valueOf(first);
  const oneSided = sense === "from" || sense === "to";
  if (before.negated && !oneSided) {
    return { problem: "only one side of a number can be left out: write under or over" };
  }
  if (second) {
    const [min, max] = [value, valueOf(second)].sort((a, b) => a - b) as [number, number];
    return { clauses: [numberClause(id, { min, max })], how: "both included" };
  }
  if (oneSided) {
    const up = (sense === "from") !== before.negated;
    return {
      clauses: [numberClause(id, up ? { min: value } : { max: value })],
      how: up ? "this or more" : "this or less",
    };
  }
  const width = sense === "exactly"
    ? 0
    : sense === "about"
    ? nearness(columns, { id, value })
    : id === "year"
    ? 0
    : Math.abs(value / first.number || 1) * halfStep(first.token.text);
  const how = sense === "about" ? "near it" : width === 0 ? "exactly" : "what rounds to it";
  return { clauses: [numberClause(id, { min: value - width, max: value + width })], how };
}

/** Half of the last digit written: .5 of `128`, .05 of `128.5`; half a second of a time. */
function halfStep(written: string): number {
  const decimals = written.split(".")[1]?.length ?? 0;
  return written.includes(":") ? 0.5 : 0.5 * 10 ** -decimals;
}

/** How far from a value “about” reaches: 4 % of a tempo, a tenth of a duration, two years, else 5 % of the range. */
function nearness(
  columns: Columns,
  { id, value }: { readonly id: string; readonly value: number },
): number {
  if (hasOctaves(id)) return value * TEMPO_TOLERANCE;
  if (id === "duration") return value / 10;
  if (id === "year") return 2;
  const descriptor = descriptorIn(columns, id);
  return descriptor?.kind === "number" ? (descriptor.range[1] - descriptor.range[0]) / 20 : 0;
}

/** A range as a clause, without what arithmetic leaves in the last bits. */
export function numberClause(
  descriptor: string,
  { min, max }: { readonly min?: number; readonly max?: number },
): NumberClause {
  const clean = (value: number) => Number(value.toFixed(4)) + 0;
  return {
    kind: "number",
    descriptor,
    octaves: false,
    missing: "exclude",
    ...(min === undefined ? {} : { min: clean(min) }),
    ...(max === undefined ? {} : { max: clean(max) }),
  };
}
