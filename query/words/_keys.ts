import { CAMELOT_CODES, camelotOf, type PitchClass, pitchClassOf } from "../../domain/mod.ts";
import type { KeyPattern } from "../clause.ts";
import { type Found, type Ground, type Read, wordsAt } from "./_found.ts";
import { scaleNamed } from "./_vocabulary.ts";

/** Words after which a letter alone is a key. */
const IN = new Set(["in", "inkey", "inthekeyof", "keyof", "key", "inthe keyof", "thekeyof"]);
const MIXES = new Set([
  ...["mixeswith", "mixablewith", "mixwith", "compatiblewith", "harmonicwith", "goeswith"],
  ...["matching", "fits", "fitsto"],
]);
/** Words that make “a minor key” a scale and no tonic. */
const TONALITY = new Set(["key", "keys", "scale", "tonality", "mode", "chord", "chords"]);
const SHORT = /^([A-G][#b♯♭]?)(m|min|maj)$/;
const TONIC = /^[A-Ga-g][#b♯♭]?$/;

interface KeyRead {
  readonly end: number;
  readonly pattern: KeyPattern;
}

/** Keys (A minor, F#m, B flat major), scales, tonics after “in”, and codes of the Camelot wheel. */
export const readKey: Read = (ground, at, before) => {
  const mixes = wordsAt(ground, { at, words: MIXES });
  const afterIn = wordsAt(ground, { at: mixes ?? at, words: IN });
  const from = afterIn ?? mixes ?? at;
  const camelot = camelotAt(ground, from);
  const key = camelot ? undefined : keyAt(ground, { at: from, alone: from > at });
  const end = camelot?.end ?? key?.end;
  if (end === undefined) return undefined;
  if (before.negated) return negatedKey(ground, { end, pattern: key?.pattern });
  const { profile } = ground;
  const steps = mixes === undefined ? 0 : 1;
  const code = camelot?.code ?? (steps > 0 ? codeOf(key!.pattern) : undefined);
  if (code) {
    const how = steps > 0 ? "one step on the Camelot wheel" : "this code alone";
    return { end, clauses: [{ kind: "camelot", code, steps, profile, missing: "exclude" }], how };
  }
  if (steps > 0) return { end, problem: "what mixes with a key needs its tonic and its scale" };
  return {
    end,
    clauses: [{ kind: "key", keys: [key!.pattern], profile, missing: "exclude" }],
    how: `profile ${profile}`,
  };
};

function negatedKey(
  { profile }: Ground,
  { end, pattern }: { readonly end: number; readonly pattern: KeyPattern | undefined },
): Found {
  if (!pattern?.scale || pattern.tonic) {
    return { end, problem: "a query cannot leave out a key, only a scale" };
  }
  const scale = pattern.scale === "minor" ? "major" : "minor";
  return {
    end,
    clauses: [{ kind: "key", keys: [{ scale }], profile, missing: "exclude" }],
    how: "the other scale",
  };
}

function codeOf({ tonic, scale }: KeyPattern): string | undefined {
  return tonic && scale ? camelotOf({ tonic, scale }) : undefined;
}

function camelotAt({ tokens }: Ground, at: number) {
  const [number, letter] = [tokens[at], tokens[at + 1]];
  if (number?.kind !== "number" || !letter?.joined) return undefined;
  const written = `${number.text}${letter.text}`.toUpperCase();
  const code = CAMELOT_CODES.find((code) => code === written);
  return code === undefined ? undefined : { code, end: at + 2 };
}

function keyAt(
  ground: Ground,
  { at, alone }: { readonly at: number; readonly alone: boolean },
): KeyRead | undefined {
  const { tokens } = ground;
  const short = SHORT.exec(tokens[at]?.text ?? "");
  if (short) {
    const tonic = pitchClassOf(short[1]!)!;
    return { end: at + 1, pattern: { tonic, scale: short[2] === "maj" ? "major" : "minor" } };
  }
  const tonic = tonicAt(ground, at);
  const scaleFrom = tonic?.end ?? at;
  const scale = scaleNamed(tokens[scaleFrom]?.key ?? "");
  const article = tokens[at]?.text === "a";
  if (scale) {
    const end = scaleFrom + 1;
    const tonality = TONALITY.has(tokens[end]?.key ?? "");
    const past = tonality ? end + 1 : end;
    if (!tonic || (article && tonality)) return { end: past, pattern: { scale } };
    return { end: past, pattern: { tonic: tonic.tonic, scale } };
  }
  return tonic && alone && !article
    ? { end: tonic.end, pattern: { tonic: tonic.tonic } }
    : undefined;
}

function tonicAt(
  { tokens }: Ground,
  at: number,
): { readonly tonic: PitchClass; readonly end: number } | undefined {
  const token = tokens[at];
  if (token?.kind !== "word" || !TONIC.test(token.text)) return undefined;
  const sign = { flat: "b", sharp: "#" }[tokens[at + 1]?.key ?? ""];
  const tonic = pitchClassOf(`${token.text[0]}${sign ?? token.text.slice(1)}`);
  return tonic && { tonic, end: sign ? at + 2 : at + 1 };
}
