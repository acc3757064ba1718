import type { KeyCounts } from "../charts/mod.ts";
import {
  type Columns,
  KEY_PROFILES,
  keyCodes,
  type KeyProfile,
  type KeyRelation,
  keyRelation,
  KEYS,
  MIREX_WEIGHT,
  MISSING_CODE,
} from "../domain/mod.ts";
import { quantileOf, rounded, sortedValues } from "./distribution.ts";

/** Relations of two keys, in the order in which tables list them. */
export const RELATIONS: readonly KeyRelation[] = ["same", "fifth", "relative", "parallel", "other"];

/** Keys under one profile. */
export interface ProfileSummary {
  readonly profile: KeyProfile;
  readonly n: number;
  readonly counts: KeyCounts;
  readonly minor: number;
  /** Median strength, 0..1; `null` where none is known. */
  readonly strength: number | null;
}

/** Keys under two profiles, track by track. */
export interface PairSummary {
  readonly a: KeyProfile;
  readonly b: KeyProfile;
  /** Tracks with a key under both. */
  readonly n: number;
  readonly relations: Readonly<Record<KeyRelation, number>>;
  /** Mean MIREX weight of the relation, 0..1; `null` where `n` is 0. */
  readonly mirex: number | null;
}

/** The profile that suits a collection best, and why. */
export interface ProfileAdvice {
  readonly profile: KeyProfile;
  readonly because: "closest to the others" | "electronic collection" | "too few tracks";
  /** Mean MIREX-weighted agreement of each profile with the other two, 0..1. */
  readonly closeness: Readonly<Record<KeyProfile, number | null>>;
}

/** What the three profiles say. */
export interface KeySummary {
  readonly profiles: readonly ProfileSummary[];
  readonly pairs: readonly PairSummary[];
  /** Tracks with a key under all three, and those on which all three agree. */
  readonly compared: number;
  readonly allAgree: number;
  readonly advice: ProfileAdvice;
}

/** Two profiles whose closeness differs by less than this count as equally close. */
export const CLOSENESS_TIE = 0.02;
/** Tracks below which profiles are not compared. */
const ENOUGH = 20;

/**
 * Counts keys, compares profiles, and recommends one. The rule: where at least half of the tracks
 * have an electronic top style, `edma`, as it was learned from such music; else the profile whose
 * keys are, MIREX-weighted, closest to those of the other two; where two are equally close (within
 * {@linkcode CLOSENESS_TIE}), the one with the higher median strength. Below 20 tracks nothing is
 * recommended, and `edma` stands in, as in queries. Agreement is no proof: it says
 * which profile stands least alone, not which is right.
 *
 * @param electronic Share of tracks with an electronic top style, 0..1.
 */
export function keysOf(columns: Columns, electronic: number): KeySummary {
  const keys = KEY_PROFILES.map((profile) => keyCodes(columns, profile));
  const profiles = KEY_PROFILES.map((profile, i) => profileOf(columns, profile, keys[i]!));
  const pairs = pairsOf(keys);
  let compared = 0;
  let allAgree = 0;
  const [first, second, third] = keys as [Uint8Array, Uint8Array, Uint8Array];
  for (let i = 0; i < columns.length; i++) {
    if ([first[i], second[i], third[i]].includes(MISSING_CODE)) continue;
    compared++;
    if (first[i] === second[i] && second[i] === third[i]) allAgree++;
  }
  return {
    profiles,
    pairs,
    compared,
    allAgree,
    advice: adviceOf(pairs, {
      electronic,
      known: KEY_PROFILES.filter((_, i) => profiles[i]!.n > 0),
      strengthOf: (profile) => profiles[KEY_PROFILES.indexOf(profile)]!.strength,
    }),
  };
}

/** The profile that {@linkcode keysOf} recommends for a collection whose top styles are known. */
export function recommendedProfile(columns: Columns): KeyProfile {
  const parents = columns.categories["style_parent"];
  const electronic = parents?.names.indexOf("Electronic") ?? -1;
  const tops = parents?.codes.reduce((n, code) => n + (code === electronic ? 1 : 0), 0) ?? 0;
  const styled = columns.activations.styles?.present.reduce((n, present) => n + present, 0) ?? 0;
  const keys = KEY_PROFILES.map((profile) => keyCodes(columns, profile));
  return adviceOf(pairsOf(keys), {
    electronic: styled > 0 ? tops / styled : 0,
    known: KEY_PROFILES.filter((_, i) => keys[i]!.some((code) => code !== MISSING_CODE)),
    strengthOf: (profile) => strengthOf(columns, profile),
  }).profile;
}

function profileOf(columns: Columns, profile: KeyProfile, codes: Uint8Array): ProfileSummary {
  const counts = new Array<number>(24).fill(0);
  for (const code of codes) if (code !== MISSING_CODE) counts[code]!++;
  const major = counts.slice(0, 12);
  const minor = counts.slice(12);
  return {
    profile,
    n: sum(counts),
    counts: { major, minor },
    minor: sum(minor),
    strength: strengthOf(columns, profile),
  };
}

function strengthOf(columns: Columns, profile: KeyProfile): number | null {
  const strengths = sortedValues(columns.numbers[`strength_${profile}`] ?? []);
  return strengths.length > 0 ? rounded(quantileOf(strengths, 0.5)) : null;
}

function pairsOf(keys: readonly Uint8Array[]): PairSummary[] {
  return [[0, 1], [0, 2], [1, 2]].map(([a, b]) => pairOf(keys, a!, b!));
}

function pairOf(keys: readonly Uint8Array[], first: number, second: number): PairSummary {
  const a = keys[first]!;
  const b = keys[second]!;
  const relations: Record<KeyRelation, number> = {
    same: 0,
    fifth: 0,
    relative: 0,
    parallel: 0,
    other: 0,
  };
  const together = new Uint32Array(24 * 24);
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === MISSING_CODE || b[i] === MISSING_CODE) continue;
    n++;
    together[24 * a[i]! + b[i]!]!++;
  }
  for (const [at, tracks] of together.entries()) {
    relations[keyRelation(KEYS[Math.floor(at / 24)]!, KEYS[at % 24]!)] += tracks;
  }
  const weight = RELATIONS.reduce(
    (total, relation) => total + relations[relation] * MIREX_WEIGHT[relation],
    0,
  );
  return {
    a: KEY_PROFILES[first]!,
    b: KEY_PROFILES[second]!,
    n,
    relations,
    mirex: n > 0 ? rounded(weight / n) : null,
  };
}

function adviceOf(
  pairs: readonly PairSummary[],
  { electronic, known, strengthOf }: {
    readonly electronic: number;
    /** Profiles under which any track has a key. */
    readonly known: readonly KeyProfile[];
    /** Median strength; asked only where closeness does not decide. */
    readonly strengthOf: (profile: KeyProfile) => number | null;
  },
): ProfileAdvice {
  const closeness = Object.fromEntries(KEY_PROFILES.map((profile) => {
    const values = pairs.filter(({ a, b }) => a === profile || b === profile)
      .map(({ mirex }) => mirex);
    const whole = values.every((value) => value !== null);
    return [profile, whole ? rounded(sum(values as number[]) / values.length) : null];
  })) as Record<KeyProfile, number | null>;
  if (electronic >= 0.5 && known.includes("edma")) {
    return { profile: "edma", because: "electronic collection", closeness };
  }
  if (pairs.some(({ n }) => n < ENOUGH)) {
    const [only] = known.length === 1 ? known : [];
    return { profile: only ?? "edma", because: "too few tracks", closeness };
  }
  const most = Math.max(...KEY_PROFILES.map((profile) => closeness[profile] ?? -1));
  const close = known.filter((profile) => (closeness[profile] ?? -1) > most - CLOSENESS_TIE);
  const strengths = new Map(close.map((one) => [one, close.length > 1 ? strengthOf(one) : null]));
  const [best] = close.toSorted((a, b) => (strengths.get(b) ?? 0) - (strengths.get(a) ?? 0));
  return { profile: best!, because: "closest to the others", closeness };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
