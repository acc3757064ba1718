import {
  ACTIVATION_STEPS,
  artistKeys,
  CAMELOT_CODES,
  camelotOf,
  camelotSteps,
  type CategoryColumn,
  type Columns,
  type Key,
  type KeyProfile,
  MISSING_CODE,
  nameKey,
  PITCH_CLASSES,
  type Projection,
  type Scale,
  SCALES,
  type Space,
  type SparseActivations,
  VOICE_SIDES,
  voiceCodes,
} from "../domain/mod.ts";
import type {
  ActivationClause,
  ActivationTerm,
  ArtistClause,
  CamelotClause,
  Clause,
  KeyClause,
  Missing,
  NumberClause,
  RegionClause,
  TopClause,
  VoiceClause,
} from "./clause.ts";
import { fillLabels, fillNamed } from "./_labels.ts";
import { classesOf } from "./names.ts";
import { isInside } from "./region.ts";
import { haystackOf, wordsOf } from "./text.ts";
import { topClasses } from "./top.ts";

/** What clauses look at besides the columns. */
export interface Sources {
  /** Map coordinates x, y, x, y, … of all rows, NaN where missing; `undefined` where there is none. */
  readonly coordinates?: (space: Space, projection: Projection) => Float32Array | undefined;
}

/** Where a clause is evaluated. */
export interface Ground extends Sources {
  readonly columns: Columns;
}

/** One byte a row: 1 where the clause holds. Shape `(n,)`. */
export type Mask = Uint8Array;

/** Writes into `mask` where a clause holds. A column that is not there is missing on every row. */
export function fillMask(mask: Mask, ground: Ground & { readonly clause: Clause }): Mask {
  const { clause, columns } = ground;
  switch (clause.kind) {
    case "number":
      return fillNumber(mask, columns.numbers[clause.descriptor], clause);
    case "voice":
      return fillVoice(mask, columns, clause);
    case "category": {
      const column = columns.categories[clause.descriptor];
      return fillCodes(mask, column, codesOf(column, (n) => clause.names.includes(n), clause));
    }
    case "activation":
      return fillActivations(mask, columns.activations[clause.set], clause);
    case "top":
      return fillTop(mask, columns, clause);
    case "label":
      return fillLabels(mask, columns.labels?.[clause.set], clause);
    case "named":
      return fillNamed(mask, columns.labels?.[clause.set]?.names[clause.by], clause);
    case "key":
      return fillKeys(mask, columns, keyTable(clause));
    case "camelot":
      return fillKeys(mask, columns, camelotTable(clause));
    case "text":
      return fillText(mask, columns, clause.text);
    case "artist":
      return fillArtists(mask, columns, clause);
    case "folder":
      return fillWhere(mask, columns.texts.path, (path) => path.startsWith(`${clause.folder}/`));
    case "format":
      return fillWhere(mask, columns.texts.codec, (codec) => clause.formats.includes(codec));
    case "since":
      for (let i = 0; i < mask.length; i++) mask[i] = columns.added[i]! >= clause.since ? 1 : 0;
      return mask;
    case "region":
      return fillRegion(mask, ground.coordinates?.(clause.space, clause.projection), clause);
  }
}

/** Writes into `mask` which rows lack the value that a clause asks about. */
export function fillMissing(mask: Mask, ground: Ground & { readonly clause: Clause }): Mask {
  const { clause } = ground;
  if (!("missing" in clause)) return mask.fill(0);
  if (clause.kind === "activation") {
    const present = ground.columns.activations[clause.set]?.present;
    for (let i = 0; i < mask.length; i++) mask[i] = present?.[i] === 1 ? 0 : 1;
    return mask;
  }
  return fillMask(mask, { ...ground, clause: onlyMissing(clause) });
}

type WithMissing = Exclude<Extract<Clause, { readonly missing: Missing }>, ActivationClause>;

function onlyMissing(clause: WithMissing): Clause {
  switch (clause.kind) {
    case "number":
      return { ...clause, missing: "only" };
    case "voice":
      return { ...clause, sides: [], missing: "only" };
    case "category":
      return { ...clause, names: [], missing: "only" };
    case "top":
    case "label":
    case "named":
    case "artist":
      return { ...clause, names: [], missing: "only" };
    case "key":
      return { ...clause, keys: [], missing: "only" };
    case "camelot":
      return { kind: "key", keys: [], profile: clause.profile, missing: "only" };
  }
}

function letsMissingIn(clause: { readonly missing: Missing }): 0 | 1 {
  return clause.missing === "exclude" ? 0 : 1;
}

function fillNumber(mask: Mask, column: Float32Array | undefined, clause: NumberClause): Mask {
  const missing = letsMissingIn(clause);
  if (!column) return mask.fill(missing);
  if (clause.missing === "only") {
    for (let i = 0; i < mask.length; i++) mask[i] = column[i]! === column[i]! ? 0 : 1;
    return mask;
  }
  const low = Math.fround(clause.min ?? -Infinity);
  const high = Math.fround(clause.max ?? Infinity);
  const within = (x: number) => x >= low && x <= high;
  for (let i = 0; i < mask.length; i++) {
    const x = column[i]!;
    mask[i] = x !== x ? missing : x >= low && x <= high ? 1 : 0;
  }
  if (clause.octaves) {
    for (let i = 0; i < mask.length; i++) {
      const x = column[i]!;
      if (within(x / 2) || within(x * 2)) mask[i] = 1;
    }
  }
  return mask;
}

function fillVoice(mask: Mask, columns: Columns, clause: VoiceClause): Mask {
  const missing = letsMissingIn(clause);
  const codes = voiceCodes(columns, clause.threshold);
  const wanted = VOICE_SIDES.map((side) => clause.sides.includes(side) ? 1 : 0);
  for (let i = 0; i < mask.length; i++) mask[i] = codes[i]! < 0 ? missing : wanted[codes[i]!]!;
  return mask;
}

function codesOf(
  column: CategoryColumn | undefined,
  wanted: (name: string) => boolean,
  clause: { readonly missing: Missing },
): Uint8Array {
  const table = new Uint8Array(Math.max(256, column?.names.length ?? 0));
  column?.names.forEach((name, code) => table[code] = wanted(name) ? 1 : 0);
  table[MISSING_CODE] = letsMissingIn(clause);
  return table;
}

function fillCodes(mask: Mask, column: CategoryColumn | undefined, table: Uint8Array): Mask {
  if (!column) return mask.fill(table[MISSING_CODE]!);
  for (let i = 0; i < mask.length; i++) mask[i] = table[column.codes[i]!]!;
  return mask;
}

interface KeyTable {
  readonly profile: KeyProfile;
  readonly missing: 0 | 1;
  readonly wanted: (key: Key) => boolean;
}

function keyTable(clause: KeyClause): KeyTable {
  return {
    profile: clause.profile,
    missing: letsMissingIn(clause),
    wanted: (key) =>
      clause.keys.some((pattern) =>
        (pattern.tonic ?? key.tonic) === key.tonic && (pattern.scale ?? key.scale) === key.scale
      ),
  };
}

const KEYS: readonly Key[] = PITCH_CLASSES.flatMap((tonic) =>
  SCALES.map((scale) => ({ tonic, scale }))
);

function camelotTable(clause: CamelotClause): KeyTable {
  const centre = KEYS.find((key) => camelotOf(key) === clause.code) ?? KEYS[0]!;
  return {
    profile: clause.profile,
    missing: CAMELOT_CODES.includes(clause.code) ? letsMissingIn(clause) : 0,
    wanted: (key) => camelotSteps(centre, key) <= clause.steps,
  };
}

function fillKeys(mask: Mask, columns: Columns, table: KeyTable): Mask {
  const tonics = columns.categories[`key_${table.profile}`];
  const scales = columns.categories[`scale_${table.profile}`];
  if (!tonics || !scales) return mask.fill(table.missing);
  const passes = new Uint8Array(65536).fill(table.missing);
  tonics.names.forEach((tonic, t) => {
    scales.names.forEach((scale, s) => {
      const key = { tonic: tonic as Key["tonic"], scale: scale as Scale };
      passes[t << 8 | s] = table.wanted(key) ? 1 : 0;
    });
  });
  for (let i = 0; i < mask.length; i++) {
    mask[i] = passes[tonics.codes[i]! << 8 | scales.codes[i]!]!;
  }
  return mask;
}

function fillActivations(
  mask: Mask,
  set: SparseActivations | undefined,
  clause: ActivationClause,
): Mask {
  const missing = letsMissingIn(clause);
  if (!set) return mask.fill(missing);
  const groups = clause.mode === "all" ? clause.terms.map((term) => [term]) : [clause.terms];
  mask.fill(clause.missing === "only" ? 0 : 1);
  if (clause.missing !== "only") {
    for (const terms of groups) keepOver(mask, set, thresholdsOf(set, terms));
  }
  for (let i = 0; i < mask.length; i++) {
    if (set.present[i] !== 1) mask[i] = missing;
    else if (clause.exclude && clause.missing !== "only") mask[i]! ^= 1;
  }
  return mask;
}

/** The least kept value that passes, by class; 65,535 where no value does. */
function thresholdsOf(set: SparseActivations, terms: readonly ActivationTerm[]): Uint16Array {
  const least = new Uint16Array(set.labels.length).fill(65535);
  for (const { name, threshold } of terms) {
    const steps = Math.round(threshold * ACTIVATION_STEPS);
    for (const label of classesOf(name, set.labels)) least[label] = Math.min(least[label]!, steps);
  }
  return least;
}

function keepOver(mask: Mask, set: SparseActivations, least: Uint16Array): void {
  const { offsets, classes, values } = set;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    const end = offsets[row + 1]!;
    let found = 0;
    for (let at = offsets[row]!; at < end; at++) {
      if (values[at]! >= least[classes[at]!]!) {
        found = 1;
        break;
      }
    }
    mask[row] = found;
  }
}

function fillTop(mask: Mask, columns: Columns, clause: TopClause): Mask {
  const labels = columns.activations[clause.set]?.labels ?? [];
  const wanted = new Uint8Array(labels.length);
  for (const name of clause.names) for (const label of classesOf(name, labels)) wanted[label] = 1;
  const missing = letsMissingIn(clause);
  const top = topClasses(columns, clause.set);
  for (let i = 0; i < mask.length; i++) mask[i] = top[i]! < 0 ? missing : wanted[top[i]!] ?? 0;
  return mask;
}

function fillWhere(
  mask: Mask,
  texts: readonly string[],
  holds: (text: string) => boolean,
): Mask {
  for (let i = 0; i < mask.length; i++) mask[i] = holds(texts[i]!) ? 1 : 0;
  return mask;
}

function fillText(mask: Mask, columns: Columns, text: string): Mask {
  const words = wordsOf(text);
  if (words.length === 0) return mask.fill(1);
  return fillWhere(mask, haystackOf(columns.texts), (hay) => words.every((w) => hay.includes(w)));
}

function fillArtists(mask: Mask, columns: Columns, clause: ArtistClause): Mask {
  const wanted = new Set(clause.names.map(nameKey));
  const missing = letsMissingIn(clause);
  const [found, others] = clause.missing === "only" ? [0, 0] : clause.exclude ? [0, 1] : [1, 0];
  const keys = artistKeys(columns.texts);
  for (let i = 0; i < mask.length; i++) {
    const names = keys[i]!;
    mask[i] = names.length === 0
      ? missing
      : names.some((name) => wanted.has(name))
      ? found
      : others;
  }
  return mask;
}

function fillRegion(mask: Mask, xy: Float32Array | undefined, clause: RegionClause): Mask {
  if (!xy) return mask.fill(0);
  const { polygon } = clause;
  for (let i = 0; i < mask.length; i++) {
    mask[i] = isInside(polygon, { x: xy[2 * i]!, y: xy[2 * i + 1]! }) ? 1 : 0;
  }
  return mask;
}
