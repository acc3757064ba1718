/**
 * Queries over the columns of a collection: read from and written to a URL, evaluated on the server
 * and on the page by the same code. See `docs/query.md` for the written form.
 *
 * @module
 */
export { hasOctaves } from "./_parse_values.ts";
export type { Problem } from "./_reading.ts";
export {
  type ActivationClause,
  type ActivationTerm,
  type Clause,
  type ClauseId,
  DEFAULT_PROFILE,
  DEFAULT_STEPS,
  DEFAULT_THRESHOLD,
  type KeyClause,
  type KeyPattern,
  type LabelClause,
  type NumberClause,
  type VoiceClause,
} from "./clause.ts";
export { describeClause } from "./describe.ts";
export type { Mask } from "./evaluate.ts";
export { type Facet, facetOf, ownClauses, planeOf } from "./facets.ts";
export { formatParameters, formatQuery, type Parameter, queryParameters } from "./format.ts";
export { classesOf, isParent } from "./names.ts";
export { keepRows, orderRows } from "./order.ts";
export { parseQuery } from "./parse.ts";
export {
  EMPTY_QUERY,
  type Query,
  type RankTerm,
  sortOf,
  withClause,
  withoutClause,
  withSort,
} from "./query.ts";
export { isInside, type Polygon } from "./region.ts";
export { selectRows } from "./select.ts";
export { createSelection, type Selection } from "./selection.ts";
export { haystackOf, wordsOf } from "./text.ts";
export { topClasses } from "./top.ts";
export { unknownLabels } from "./unknown_labels.ts";
export { wholeIn } from "./whole_in.ts";
export { type LeftPart, readWords } from "./words/read_words.ts";
