import {
  ACTIVATION_CLASSES,
  ACTIVATION_STEPS,
  type ActivationSet,
  activationSetOf,
  CAMELOT_CODES,
  camelotOf,
  camelotSteps,
  CATEGORY_DESCRIPTORS,
  classesUnder,
  fold,
  type Key,
  type KeyProfile,
  labelDescriptorId,
  labelNamed,
  type LabelSet,
  nameKey,
  PITCH_CLASSES,
  SCALES,
  splitStyle,
  STYLE_PARENTS,
  VOICE_DESCRIPTORS,
  type VoiceSide,
  voiceZone,
} from "../domain/mod.ts";
import { classesOf, type Clause, type Query, sortOf, wordsOf } from "../query/mod.ts";
import { DataSetError } from "./failure.ts";
import {
  labelColumnOf,
  labelNamesOf,
  type LabelsOfData,
  nameKeyColumn,
  strengthColumn,
} from "./label_columns.ts";
import { CATEGORY_COLUMNS, NUMBER_COLUMNS } from "./schema.ts";

const KEYS: readonly Key[] = PITCH_CLASSES.flatMap((tonic) =>
  SCALES.map((scale) => ({ tonic, scale }))
);

/** A text as SQL, in which DuckDB reads no further than to a NUL. */
export function literal(text: string): string {
  const quoted = `'${text.toWellFormed().replaceAll("'", "''")}'`;
  return quoted.includes("\0") ? `(${quoted.replaceAll("\0", "' || chr(0) || '")})` : quoted;
}

/** A number in single precision as SQL, to the last bit. */
function single(value: number): string {
  return `'${Math.fround(value)}'::FLOAT`;
}

function either(conditions: readonly string[]): string {
  return conditions.length === 0 ? "false" : `(${conditions.join(" OR ")})`;
}

/** The condition of a query as SQL: the rows for which `query/` says that all clauses hold. */
export function whereOf(query: Pick<Query, "clauses">, labels: LabelsOfData): string {
  const conditions = Object.values(query.clauses).map((clause) => conditionOf(clause, labels));
  return conditions.length === 0 ? "true" : conditions.join(" AND ");
}

/**
 * One clause as SQL, true or false and never NULL on each row. Regions of a map are not in a data
 * set, nor what is no label set of it: they are as in a collection without any.
 */
function conditionOf(clause: Clause, labels: LabelsOfData): string {
  switch (clause.kind) {
    case "number":
      return numberCondition(clause, labels);
    case "category": {
      const column = CATEGORY_COLUMNS.get(clause.descriptor) ??
        labelColumnOf(labels, clause.descriptor);
      return column === undefined
        ? lettingIn(clause)
        : orMissing(`${column} IS NULL`, among(column, clause.names), clause);
    }
    case "voice":
      return voiceCondition(clause);
    case "activation":
      return activationCondition(clause);
    case "top": {
      const column = `${clause.set}_top`;
      const wanted = clause.names.flatMap((name) =>
        classesOf(name, ACTIVATION_CLASSES[clause.set])
      );
      const holds = wanted.length === 0 ? "false" : `${column} IN (${wanted.join(", ")})`;
      return orMissing(`${column} IS NULL`, holds, clause);
    }
    case "label":
      return labelCondition(clause, labels.get(clause.set)?.set);
    case "named": {
      if (!labels.get(clause.set)?.names.includes(clause.by)) return lettingIn(clause);
      const column = `"${nameKeyColumn(clause.set, clause.by)}"`;
      return orMissing(`${column} IS NULL`, among(column, clause.names.map(nameKey)), clause);
    }
    case "key":
      return keyCondition(
        clause.profile,
        clause,
        (key) =>
          clause.keys.some(({ tonic, scale }) =>
            (tonic ?? key.tonic) === key.tonic && (scale ?? key.scale) === key.scale
          ),
      );
    case "camelot": {
      const centre = KEYS.find((key) => camelotOf(key) === clause.code) ?? KEYS[0]!;
      const missing = CAMELOT_CODES.includes(clause.code) ? clause.missing : "exclude";
      return keyCondition(
        clause.profile,
        { missing },
        (key) => camelotSteps(centre, key) <= clause.steps,
      );
    }
    case "text": {
      const words = wordsOf(clause.text).map((word) => `contains(search, ${literal(word)})`);
      return words.length === 0 ? "true" : `(${words.join(" AND ")})`;
    }
    case "artist": {
      const named = either(
        clause.names.map((name) => `contains(artist_keys, ${literal(`\n${nameKey(name)}\n`)})`),
      );
      const holds = clause.missing === "only" ? "false" : clause.exclude ? `NOT ${named}` : named;
      return orMissing("artist_keys = ''", holds, clause);
    }
    case "folder":
      return `starts_with(path, ${literal(`${clause.folder}/`)})`;
    case "format":
      return among("codec", clause.formats);
    case "since":
      return `added >= ${clause.since}`;
    case "region":
      return "false";
  }
}

type WithMissing = { readonly missing: "exclude" | "include" | "only" };

function lettingIn({ missing }: WithMissing): string {
  return missing === "exclude" ? "false" : "true";
}

function orMissing(isMissing: string, holds: string, clause: WithMissing): string {
  return `(CASE WHEN ${isMissing} THEN ${lettingIn(clause)} ELSE ${holds} END)`;
}

function among(column: string, names: readonly string[]): string {
  return names.length === 0 ? "false" : `${column} IN (${names.map(literal).join(", ")})`;
}

function labelCondition(
  clause: Extract<Clause, { kind: "label" }>,
  set: LabelSet | undefined,
): string {
  if (!set) return lettingIn(clause);
  const column = `"${labelDescriptorId(set.id)}"`;
  const groups = clause.mode === "all" ? clause.names.map((name) => [name]) : [clause.names];
  const steps = Math.round((clause.over ?? 0) * ACTIVATION_STEPS);
  const holds = groups.map((names) => {
    const wanted = new Set(names.flatMap((name) => classesNamed(set, name)));
    if (wanted.size === 0) return "false";
    const list = [...wanted].map(literal).join(", ");
    if (steps === 0 || set.strength === undefined) return `list_has_any(${column}, [${list}])`;
    const pairs = `list_zip(${column}, "${strengthColumn(set.id)}")`;
    return `len(list_filter(${pairs}, lambda x: x[1] IN (${list}) AND ` +
      `coalesce(x[2], ${ACTIVATION_STEPS}) >= ${steps})) > 0`;
  });
  const all = holds.length === 0 ? "true" : `(${holds.join(" AND ")})`;
  const wanted = clause.missing === "only" ? "false" : clause.exclude ? `NOT ${all}` : all;
  return orMissing(`${column} IS NULL`, wanted, clause);
}

/** The labels that a name stands for: its own, and those below it. */
function classesNamed(set: LabelSet, name: string): string[] {
  const folded = name.toLowerCase();
  return [...set.classes.keys()].filter((index) => set.classes[index]!.toLowerCase() === folded)
    .flatMap((index) => classesUnder(set, index).map((below) => set.classes[below]!));
}

function numberCondition(
  clause: Extract<Clause, { kind: "number" }>,
  labels: LabelsOfData,
): string {
  const column = NUMBER_COLUMNS.get(clause.descriptor) ?? labelColumnOf(labels, clause.descriptor);
  if (column === undefined) return lettingIn(clause);
  if (clause.missing === "only") return `(${column} IS NULL)`;
  const within = (value: string) => {
    const bounds = [
      ...(clause.min === undefined ? [] : [`${value} >= ${single(clause.min)}`]),
      ...(clause.max === undefined ? [] : [`${value} <= ${single(clause.max)}`]),
    ];
    return bounds.length === 0 ? "true" : `(${bounds.join(" AND ")})`;
  };
  // halving and doubling are exact in either precision
  const values = clause.octaves
    ? [column, `${column} * '0.5'::FLOAT`, `${column} * '2'::FLOAT`]
    : [column];
  return orMissing(`${column} IS NULL`, either(values.map(within)), clause);
}

function voiceCondition(clause: Extract<Clause, { kind: "voice" }>): string {
  const has = (side: VoiceSide) => clause.sides.includes(side);
  const cases = VOICE_DESCRIPTORS.map((by) => {
    const column = NUMBER_COLUMNS.get(by)!;
    const { low, high, below, above } = voiceZone(by, clause.threshold);
    return `WHEN ${column} <= ${single(low)} THEN ${has(below)} ` +
      `WHEN ${column} >= ${single(high)} THEN ${has(above)} ` +
      `WHEN ${column} IS NOT NULL THEN ${has("undecided")} `;
  });
  return `(CASE ${cases.join("")}ELSE ${lettingIn(clause)} END)`;
}

function activationCondition(clause: Extract<Clause, { kind: "activation" }>): string {
  const column = `${clause.set}_over`;
  const groups = clause.mode === "all" ? clause.terms.map((term) => [term]) : [clause.terms];
  const holds = groups.map((terms) => {
    const least = new Map<number, number>();
    for (const { name, threshold } of terms) {
      const steps = Math.round(threshold * ACTIVATION_STEPS);
      for (const label of classesOf(name, ACTIVATION_CLASSES[clause.set])) {
        least.set(label, Math.min(least.get(label) ?? Infinity, steps));
      }
    }
    return anyOver(column, least);
  });
  const all = holds.length === 0 ? "true" : `(${holds.join(" AND ")})`;
  const wanted = clause.missing === "only" ? "false" : clause.exclude ? `NOT ${all}` : all;
  return orMissing(`${column} IS NULL`, wanted, clause);
}

/** Whether one of some classes reaches its least activation. */
function anyOver(column: string, least: ReadonlyMap<number, number>): string {
  if (least.size === 0) return "false";
  const byLeast = Map.groupBy(least, ([, steps]) => steps);
  const tests = Array.from(byLeast, ([steps, classes]) => {
    const wanted = classes.map(([label]) => label);
    return `((x >> 16) IN (${wanted.join(", ")}) AND (x & 65535) >= ${steps})`;
  });
  return `len(list_filter(${column}, lambda x: ${either(tests)})) > 0`;
}

function keyCondition(
  profile: KeyProfile,
  clause: WithMissing,
  wanted: (key: Key) => boolean,
): string {
  const [tonic, scale] = [`key_${profile}`, `scale_${profile}`].map((id) =>
    CATEGORY_COLUMNS.get(id)!
  );
  const names = KEYS.filter(wanted).map((key) => `${key.tonic} ${key.scale}`);
  return orMissing(
    `${tonic} IS NULL OR ${scale} IS NULL`,
    among(`(${tonic} || ' ' || ${scale})`, names),
    clause,
  );
}

/** Fields that rows are sorted by as folded texts. */
const FOLDED = ["title", "artist", "album", "genre", "path"] as const;

/** The order of a query as SQL: rows without the value last, ties by id, as in a collection. */
export function orderOf(query: Query, labels: LabelsOfData): string {
  const sort = sortOf(query);
  if (!sort) return "id";
  const value = sortValue(sort.by, { query, labels });
  return value === undefined ? "id" : `${value} ${sort.descending ? "DESC" : "ASC"} NULLS LAST, id`;
}

function sortValue(
  by: string,
  { query, labels }: { readonly query: Query; readonly labels: LabelsOfData },
): string | undefined {
  const number = NUMBER_COLUMNS.get(by);
  if (number !== undefined) return number;
  const named = labelNamed(by);
  if (named) return labelPlaceOf(by, labels);
  if (by === "rank") return rankOf(query.rank);
  if (by === "added") return "added";
  const set = activationSetOf(by);
  if (set) return topPlaceOf(set);
  if (by === "format") return "nullif(lower(codec), '')";
  const text = FOLDED.find((field) => field === by);
  if (text !== undefined) return `nullif(string_split(search, chr(10))[${LINE[text]}], '')`;
  const category = CATEGORY_COLUMNS.get(by);
  return category === undefined ? undefined : placeOf(by, category);
}

/** Where the pieces of `search` lie among its lines; artists in between may take several. */
const LINE: Readonly<Record<(typeof FOLDED)[number], number>> = {
  title: 1,
  artist: 2,
  album: -3,
  genre: -2,
  path: -1,
};

/** Place of a label set's number or category, or of a track's first label by its name. */
function labelPlaceOf(by: string, labels: LabelsOfData): string | undefined {
  const column = labelColumnOf(labels, by);
  if (column !== undefined) {
    const names = labelNamesOf(by);
    return names.length === 0
      ? column
      : `list_position([${names.map(literal).join(", ")}], ${column})`;
  }
  const set = labels.get(labelNamed(by)!.set)?.set;
  if (!set || labelNamed(by)!.field !== undefined || set.classes.length === 0) return undefined;
  const places = placesByName(set.classes);
  return `([${places.join(", ")}])[list_position([${set.classes.map(literal).join(", ")}], ` +
    `"${by}"[1])]`;
}

function placesByName(names: readonly string[]): number[] {
  const folded = names.map(fold);
  return folded.map((name) => folded.filter((other) => other < name).length);
}

function placeOf(descriptor: string, column: string): string {
  const names = descriptor === "style_parent"
    ? STYLE_PARENTS
    : CATEGORY_DESCRIPTORS.find(({ id }) => id === descriptor)!.names;
  return `list_position([${names.map(literal).join(", ")}], ${column})`;
}

/** Beyond it a sum may leave single precision. */
const MOST_WEIGHT = 1e30;

/** Place of a track's strongest class by its name, that of a style without its parent. */
function topPlaceOf(set: ActivationSet): string {
  const labels = ACTIVATION_CLASSES[set];
  const places = placesByName(labels.map((label) => splitStyle(label).name));
  return `([${places.join(", ")}])[${set}_top + 1]`;
}

/** The weighted sum of a ranking, rounded to single precision after each term as `query/` does. */
function rankOf(terms: Query["rank"]): string | undefined {
  let score = "'0'::FLOAT";
  for (const { of, name, weight } of terms) {
    if (Math.abs(weight) > MOST_WEIGHT) {
      throw new DataSetError(
        `Cannot rank a data set with the weight ${weight}: it takes weights of up to ${MOST_WEIGHT}`,
      );
    }
    const value = of === "descriptor"
      ? NUMBER_COLUMNS.get(name)
      : activationOf(activationSetOf(of)!, name);
    if (value === undefined) return undefined;
    score = `(${score}::DOUBLE + '${weight}'::DOUBLE * (${value})::DOUBLE)::FLOAT`;
  }
  return score;
}

/** Activation of a class, or of a parent's strongest style; 0 where it is below what is kept. */
function activationOf(set: ActivationSet, name: string): string {
  const classes = classesOf(name, ACTIVATION_CLASSES[set]);
  const wanted = classes.length === 0 ? "false" : `(x >> 16) IN (${classes.join(", ")})`;
  const over = `list_filter(${set}_over, lambda x: ${wanted})`;
  return `(CASE WHEN ${set}_over IS NULL THEN NULL ELSE (coalesce(list_max(list_transform(${over}, ` +
    `lambda x: x & 65535)), 0) / ${ACTIVATION_STEPS}.0::DOUBLE)::FLOAT END)`;
}
