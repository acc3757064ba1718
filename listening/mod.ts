/**
 * Blind listening tests: a seeded plan of trials, and what the answers say.
 *
 * @module
 */
export { type Plan, type PlanSource, planTrials } from "./plan.ts";
export {
  type AnsweredTrial,
  type OddResult,
  type Preference,
  preferencesBy,
  type Results,
  resultsOf,
} from "./results.ts";
export {
  LISTENING_DOCUMENTS,
  type ListeningTest,
  nextTrial,
  type OddChoice,
  type PairChoice,
  readAnswer,
  withAnswer,
  withoutLastAnswer,
} from "./test.ts";
export { resultsTsv } from "./tsv.ts";
export type { ShareInterval } from "./verdict.ts";
