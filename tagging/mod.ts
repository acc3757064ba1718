/**
 * Findings written into the tags of files, by a plan that a person has seen, with a journal that takes
 * everything back.
 *
 * @module
 */
export { applyTags, checkTags, undoTags, type WrittenFile } from "./apply.ts";
export { TaggingError } from "./failure.ts";
export { Journal, latestJournal, readJournal } from "./journal.ts";
export { filesOfPlan, keepPlan, type KeptPlan, keptPlan, MOST_LEFT, notePlan } from "./kept.ts";
export {
  folderOfAll,
  type LeftFile,
  PLAN_HEAD,
  planLines,
  type PlannedFile,
  type PlanOptions,
  planTags,
  readPlan,
} from "./plan.ts";
export {
  narrowPlan,
  PLAN_PARTS,
  type PlanCounts,
  planCounts,
  type PlanFilter,
  planFilter,
  planFilterIn,
  planFilterText,
  type PlanPart,
} from "./plan_filter.ts";
export { recordTags } from "./record.ts";
export { ID3_VERSIONS } from "./tag_file.ts";
export { TAG_KINDS, type TagKind } from "./tag_values.ts";
