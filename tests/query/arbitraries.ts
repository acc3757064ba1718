import fc from "fast-check";
import {
  CAMELOT_CODES,
  CATALOGUE,
  CATEGORY_DESCRIPTORS,
  KEY_PROFILES,
  LABEL_ASPECTS,
  labelDescriptorId,
  nameKey,
  NUMBER_DESCRIPTORS,
  PITCH_CLASSES,
  type Projection,
  PROJECTIONS,
  SCALES,
  SPACES,
  STYLE_PARENTS,
  STYLES,
  TAGS,
  VOICE_SIDES,
} from "../../domain/mod.ts";
import {
  type Clause,
  hasOctaves,
  type KeyPattern,
  type NumberClause,
  type Query,
  type RankTerm,
} from "../../query/mod.ts";
import { clauseIdOf } from "../../query/clause.ts";
import { LABEL_SETS, LABELLED_NAMES } from "./fixtures.ts";
import { isRankable } from "../../query/parse.ts";
import { type Sort, SORT_FIELDS } from "../../query/query.ts";

const some = fc.constantFrom("exclude" as const, "include" as const);
const bound = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
  .map((x) => x + 0);

const numberClause: fc.Arbitrary<NumberClause> = fc.record({
  descriptor: fc.constantFrom(...NUMBER_DESCRIPTORS.map((d) => d.id)),
  unit: fc.tuple(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), fc.option(bound)),
  octaves: fc.boolean(),
  missing: fc.constantFrom("exclude" as const, "include" as const, "only" as const),
}).map(({ descriptor, unit: [share, width], octaves, missing }) => {
  const base = { kind: "number", descriptor, missing, octaves: false } as const;
  if (missing === "only") return base;
  const [low, high] = NUMBER_DESCRIPTORS.find((d) => d.id === descriptor)!.range;
  const min = share === null ? undefined : low + share * (high - low) + 0;
  const max = width === null ? undefined : (min ?? low) + Math.abs(width) % (high - low);
  return {
    ...base,
    octaves: octaves && hasOctaves(descriptor),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
});

function subset<T>(of: readonly T[]): fc.Arbitrary<T[]> {
  return fc.subarray([...of], { minLength: 1, maxLength: Math.min(4, of.length) });
}

const categoryClause: fc.Arbitrary<Clause> = fc.constantFrom(...CATEGORY_DESCRIPTORS)
  .chain((entry) =>
    fc.record({ names: subset(entry.names), missing: some }).map((rest) => ({
      kind: "category" as const,
      descriptor: entry.id,
      ...rest,
    }))
  );

const voiceClause: fc.Arbitrary<Clause> = fc.record({
  kind: fc.constant("voice" as const),
  sides: subset(VOICE_SIDES),
  threshold: fc.double({ min: 0.5, minExcluded: true, max: 1, noNaN: true }),
  missing: some,
});

const activationClause: fc.Arbitrary<Clause> = fc.record({
  set: fc.constantFrom("styles" as const, "tags" as const),
  exclude: fc.boolean(),
  mode: fc.constantFrom("any" as const, "all" as const),
  missing: fc.constantFrom("exclude" as const, "include" as const, "only" as const),
}).chain((rest) =>
  subset(rest.set === "styles" ? [...STYLES, ...STYLE_PARENTS] : TAGS).chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.double({ min: 0.05, max: 1, noNaN: true }).map((threshold) => ({ name, threshold }))
      ),
    ).map((terms) => ({
      kind: "activation" as const,
      ...rest,
      mode: rest.exclude ? "any" as const : rest.mode,
      terms: rest.missing === "only" ? [] : terms,
    }))
  )
);

const topClause: fc.Arbitrary<Clause> = fc.record({
  set: fc.constantFrom("styles" as const, "tags" as const),
  missing: fc.constantFrom("exclude" as const, "include" as const, "only" as const),
}).chain(({ set, missing }) =>
  subset(set === "styles" ? [...STYLES, ...STYLE_PARENTS] : TAGS).map((names) => ({
    kind: "top" as const,
    set,
    names: missing === "only" ? [] : names,
    missing,
  }))
);

const keyPattern: fc.Arbitrary<KeyPattern> = fc.oneof(
  fc.record({ tonic: fc.constantFrom(...PITCH_CLASSES), scale: fc.constantFrom(...SCALES) }),
  fc.record({ tonic: fc.constantFrom(...PITCH_CLASSES) }),
  fc.record({ scale: fc.constantFrom(...SCALES) }),
);

const keyClause: fc.Arbitrary<Clause> = fc.record({
  kind: fc.constant("key" as const),
  keys: fc.uniqueArray(keyPattern, {
    minLength: 1,
    maxLength: 3,
    selector: (key) => JSON.stringify(key),
  }),
  profile: fc.constantFrom(...KEY_PROFILES),
  missing: some,
});

const camelotClause: fc.Arbitrary<Clause> = fc.record({
  kind: fc.constant("camelot" as const),
  code: fc.constantFrom(...CAMELOT_CODES),
  steps: fc.integer({ min: 0, max: 7 }),
  profile: fc.constantFrom(...KEY_PROFILES),
  missing: some,
});

const artistClause: fc.Arbitrary<Clause> = fc.record({
  exclude: fc.boolean(),
  names: fc.subarray(["Blue Río", "blue blue", "AETNA Dub", "Nobody, Inc."], { minLength: 1 }),
  missing: fc.constantFrom("exclude" as const, "include" as const, "only" as const),
}).map(({ names, missing, exclude }) => ({
  kind: "artist" as const,
  exclude,
  names: missing === "only" ? [] : names,
  missing,
}));

const labelClause: fc.Arbitrary<Clause> = fc.constantFrom(
  ...LABEL_SETS.filter(({ classes }) => classes.length > 0),
).chain((set) =>
  fc.record({
    exclude: fc.boolean(),
    all: fc.boolean(),
    names: fc.subarray([...set.classes], { minLength: 1 }),
    over: fc.option(fc.integer({ min: 1, max: 20 }).map((n) => n / 20)),
    missing: some,
  }).map(({ all, over, exclude, ...rest }) => ({
    kind: "label" as const,
    set: set.id,
    exclude,
    mode: all && !exclude ? "all" as const : "any" as const,
    ...rest,
    ...(over !== null && !exclude && { over }),
  }))
);

const labelNumber: fc.Arbitrary<Clause> = fc.record({
  descriptor: fc.constantFrom(
    ...LABEL_SETS.flatMap(({ id, fields }) =>
      fields.map((field) => labelDescriptorId(id, field.id))
    ),
  ),
  min: fc.integer({ min: 0, max: 90 }).map((n) => n / 10),
  width: fc.integer({ min: 0, max: 50 }).map((n) => n / 10),
  missing: some,
}).map(({ width, ...rest }) => ({
  kind: "number" as const,
  octaves: false,
  ...rest,
  max: rest.min + width,
}));

const aspectClause: fc.Arbitrary<Clause> = fc.record({
  set: fc.constantFrom(...LABEL_SETS),
  aspect: fc.constantFrom("split" as const, "known_bad" as const),
  missing: some,
}).chain(({ set, aspect, missing }) =>
  subset<string>(LABEL_ASPECTS[aspect]).map((names) => ({
    kind: "category" as const,
    descriptor: labelDescriptorId(set.id, aspect),
    names,
    missing,
  }))
);

const namedClause: fc.Arbitrary<Clause> = fc.record({
  set: fc.constantFrom(...LABEL_SETS.map(({ id }) => id)),
  by: fc.constantFrom("artist" as const, "album" as const),
  names: fc.uniqueArray(fc.constantFrom(...LABELLED_NAMES), { minLength: 1, selector: nameKey }),
  missing: fc.constantFrom("exclude" as const, "include" as const, "only" as const),
}).map(({ names, missing, ...rest }) => ({
  kind: "named" as const,
  ...rest,
  names: missing === "only" ? [] : names,
  missing,
}));

/** A clause about label sets. */
const labelled: fc.Arbitrary<Clause> = fc.oneof(
  labelClause,
  labelNumber,
  aspectClause,
  namedClause,
);

const words = fc.constantFrom("rio", "ÖL", "night dub", "strasse", "aetna", '"blue rio"', "zzz");

/** A clause that some rows of made-up columns match. */
export const anyClause: fc.Arbitrary<Clause> = fc.oneof(
  { arbitrary: numberClause, weight: 5 },
  categoryClause,
  voiceClause,
  activationClause,
  topClause,
  keyClause,
  camelotClause,
  artistClause,
  { arbitrary: labelled, weight: 4 },
  words.map((text) => ({ kind: "text" as const, text })),
  fc.constantFrom("a", "a/b", "c").map((folder) => ({ kind: "folder" as const, folder })),
  subset(["mp3", "opus", "flac"]).map((formats) => ({ kind: "format" as const, formats })),
  fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2026, 11, 1) })
    .map((since) => ({ kind: "since" as const, since })),
  fc.record({
    kind: fc.constant("region" as const),
    beside: fc.constant(true as const),
    space: fc.constantFrom(...SPACES),
    projection: fc.constantFrom<Projection>(
      ...PROJECTIONS,
      "pca3-5",
      "std2-10",
      "raw~tag9~log-tempo",
      "raw~dim1280~style400",
      "raw~label.my-set.arousal~log-label.t2.tempo",
    ),
    polygon: fc.array(fc.tuple(bound, bound), { minLength: 3, maxLength: 8 }).map((p) => p.flat()),
  }, { requiredKeys: ["kind", "space", "projection", "polygon"] }),
);

/** Clauses with texts, folders and formats of every kind. */
const strangeClause: fc.Arbitrary<Clause> = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "")
    .map((text) => ({ kind: "text" as const, text })),
  fc.string({ unit: "grapheme", minLength: 1 }).map((text) => text.replace(/\/+$/, ""))
    .filter((folder) => folder !== "").map((folder) => ({ kind: "folder" as const, folder })),
  fc.uniqueArray(
    fc.string({ unit: "grapheme", minLength: 1 }).map((t) => t.trim()).filter((t) => t !== ""),
    { minLength: 1 },
  ).map((formats) => ({ kind: "format" as const, formats })),
);

const weight = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x !== 0);
const rankTerm: fc.Arbitrary<RankTerm> = fc.oneof(
  fc.record({ of: fc.constant("style" as const), name: fc.constantFrom(...STYLES), weight }),
  fc.record({ of: fc.constant("style" as const), name: fc.constantFrom(...STYLE_PARENTS), weight }),
  fc.record({ of: fc.constant("tag" as const), name: fc.constantFrom(...TAGS), weight }),
  fc.record({
    of: fc.constant("descriptor" as const),
    name: fc.constantFrom(...CATALOGUE.map((d) => d.id).filter(isRankable)),
    weight,
  }),
);
const sort: fc.Arbitrary<Sort> = fc.record({
  by: fc.constantFrom(
    ...SORT_FIELDS,
    ...CATALOGUE.map((d) => d.id),
    ...LABEL_SETS.flatMap(({ id, fields }) => [
      labelDescriptorId(id),
      labelDescriptorId(id, "split"),
      ...fields.map((field) => labelDescriptorId(id, field.id)),
    ]),
  ),
  descending: fc.boolean(),
});

function queryOf(clause: fc.Arbitrary<Clause>): fc.Arbitrary<Query> {
  return fc.record({
    clauses: fc.array(clause, { maxLength: 6 }).map((clauses) =>
      Object.fromEntries(clauses.map((clause) => [clauseIdOf(clause), clause]))
    ),
    rank: fc.uniqueArray(rankTerm, { maxLength: 3, selector: (t) => `${t.of} ${t.name}` }),
    sort: fc.option(sort, { nil: undefined }),
  }).map(({ sort, ...rest }) => sort ? { ...rest, sort } : rest);
}

/** A query that some rows of made-up columns match. */
export const anyQuery: fc.Arbitrary<Query> = queryOf(anyClause);
/** A query about label sets alone. */
export const labelledQuery: fc.Arbitrary<Query> = queryOf(labelled);
/** A query with any text in it that one could type. */
export const strangeQuery: fc.Arbitrary<Query> = queryOf(fc.oneof(anyClause, strangeClause));
