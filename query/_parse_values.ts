import {
  type CategoryDescriptor,
  DEFAULT_VOICE_THRESHOLD,
  descriptorOf,
  type NumberDescriptor,
  VOICE_SIDES,
} from "../domain/mod.ts";
import { numberIn, splitList } from "./_lists.ts";
import type { Reading } from "./_reading.ts";
import { type CategoryClause, type Clause, type Missing, type NumberClause } from "./clause.ts";

const MISSING = "missing";

/** Takes the word `missing` out of a list; alone it means nothing but missing values. */
export function takeMissing(parts: readonly string[]): [rest: string[], missing: Missing] {
  const rest = parts.filter((part) => part.toLowerCase() !== MISSING);
  if (rest.length === parts.length) return [rest, "exclude"];
  return [rest, rest.length === 0 ? "only" : "include"];
}

/** Whether the octave of a descriptor is in doubt by its nature. */
export function hasOctaves(descriptor: string): boolean {
  return descriptor === "tempo" || descriptor === "tempocnn";
}

/** @param expected What the parameter takes, in words. */
export function readNumber(
  reading: Reading,
  entry: Pick<NumberDescriptor, "id">,
  expected = "a range such as 120..130, 120.. or ..130",
): NumberClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take(entry.id)));
  const octaves = hasOctaves(entry.id) && reading.word(`${entry.id}.octave`, ["any"]) === "any";
  const base = { kind: "number", descriptor: entry.id, octaves, missing } as const;
  if (missing === "only") return { ...base, octaves: false };
  if (parts.length === 0) {
    return octaves ? reading.fail(`${entry.id}.octave`, `there is no ${entry.id}=`) : undefined;
  }
  if (parts.length > 1 && parts.every(rangeIn)) {
    return reading.fail(entry.id, `expected one range, not ${parts.length}`);
  }
  const range = parts.length === 1 ? rangeIn(parts[0]!) : undefined;
  if (!range) return reading.fail(entry.id, `expected ${expected}`);
  const [min, max] = range;
  if (min !== undefined && max !== undefined && min > max) {
    reading.fail(entry.id, "the bounds are the wrong way round and were swapped");
    return { ...base, min: max, max: min };
  }
  return {
    ...base,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

function rangeIn(text: string): [number | undefined, number | undefined] | undefined {
  const dots = text.indexOf("..");
  const [low, high] = dots < 0 ? [text, text] : [text.slice(0, dots), text.slice(dots + 2)];
  const bounds = [low, high].map((bound) => bound.trim() === "" ? undefined : numberIn(bound));
  if (bounds.some((bound) => Number.isNaN(bound))) return undefined;
  return [bounds[0], bounds[1]];
}

export function readVoice(reading: Reading): Clause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take("voice")));
  const sides = parts.map((part) => part.toLowerCase());
  const known = (side: string) => (VOICE_SIDES as readonly string[]).includes(side);
  const written = reading.take("voice.threshold");
  if (!sides.some(known)) {
    if (written !== "") reading.fail("voice.threshold", "it goes with vocal or instrumental");
    const expected = `${VOICE_SIDES.join(", ")}, or a range such as 0.9..`;
    return readNumber(reading, descriptorOf("voice") as NumberDescriptor, expected);
  }
  for (const side of sides.filter((side) => !known(side))) {
    reading.fail("voice", `expected ${VOICE_SIDES.join(", ")}, not ${side}`);
  }
  const threshold = written === "" ? DEFAULT_VOICE_THRESHOLD : numberIn(written);
  const inRange = threshold > 0.5 && threshold <= 1;
  if (!inRange) reading.fail("voice.threshold", "expected a number over 0.5 and at most 1");
  return {
    kind: "voice",
    sides: VOICE_SIDES.filter((side) => sides.includes(side)),
    threshold: inRange ? threshold : DEFAULT_VOICE_THRESHOLD,
    missing,
  };
}

export function readCategory(
  reading: Reading,
  entry: Pick<CategoryDescriptor, "id" | "names">,
): CategoryClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take(entry.id)));
  const wanted = new Set<string>();
  for (const part of parts) {
    const name = entry.names.find((name) => name.toLowerCase() === part.toLowerCase());
    if (name) wanted.add(name);
    else reading.fail(entry.id, `expected ${entry.names.join(", ")}, not ${part}`);
  }
  const names = entry.names.filter((name) => wanted.has(name));
  if (names.length === 0 && missing !== "only") return undefined;
  return { kind: "category", descriptor: entry.id, names, missing };
}
