import {
  CAMELOT_CODES,
  KEY_PROFILES,
  type KeyProfile,
  pitchClassOf,
  SCALES,
} from "../domain/mod.ts";
import { numberIn, splitList } from "./_lists.ts";
import { takeMissing } from "./_parse_values.ts";
import type { Reading } from "./_reading.ts";
import {
  type CamelotClause,
  DEFAULT_PROFILE,
  DEFAULT_STEPS,
  type KeyClause,
  type KeyPattern,
} from "./clause.ts";

/** Reads `A minor`, `A` or `minor`; `undefined` where it is none of them. */
export function keyPatternIn(text: string): KeyPattern | undefined {
  const words = text.trim().split(/\s+/);
  const scale = SCALES.find((scale) => scale === words.at(-1)?.toLowerCase());
  const rest = scale ? words.slice(0, -1) : words;
  if (rest.length > 1) return undefined;
  if (rest.length === 0) return scale ? { scale } : undefined;
  const tonic = pitchClassOf(rest[0]!);
  if (!tonic) return undefined;
  return scale ? { tonic, scale } : { tonic };
}

/** Writes what {@linkcode keyPatternIn} reads. */
export function formatKeyPattern(pattern: KeyPattern): string {
  return [pattern.tonic, pattern.scale].filter((word) => word !== undefined).join(" ");
}

function readProfile(reading: Reading, parameter: string): KeyProfile | undefined {
  return reading.word(`${parameter}.profile`, KEY_PROFILES);
}

export function readKeys(reading: Reading): KeyClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take("key")));
  const profile = readProfile(reading, "key");
  const keys = new Map<string, KeyPattern>();
  for (const part of parts) {
    const pattern = keyPatternIn(part);
    if (pattern) keys.set(formatKeyPattern(pattern), pattern);
    else reading.fail("key", `expected a key such as A minor, A or minor, not ${part}`);
  }
  if (keys.size === 0 && missing !== "only") {
    return profile ? reading.fail("key.profile", "there is no key=") : undefined;
  }
  return { kind: "key", keys: [...keys.values()], profile: profile ?? DEFAULT_PROFILE, missing };
}

export function readCamelot(reading: Reading): CamelotClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take("camelot")));
  const profile = readProfile(reading, "camelot") ?? DEFAULT_PROFILE;
  const written = reading.take("camelot.steps");
  if (parts.length === 0) {
    return missing === "only"
      ? reading.fail("camelot", "write key=missing for tracks without a key")
      : undefined;
  }
  const code = CAMELOT_CODES.find((code) => code === parts[0]!.toUpperCase());
  if (!code || parts.length > 1) {
    return reading.fail("camelot", "expected one code from 1A to 12B");
  }
  const steps = written === "" ? DEFAULT_STEPS : numberIn(written);
  const inRange = Number.isInteger(steps) && steps >= 0 && steps <= 7;
  if (!inRange) reading.fail("camelot.steps", "expected a whole number from 0 to 7");
  return { kind: "camelot", code, steps: inRange ? steps : DEFAULT_STEPS, profile, missing };
}
