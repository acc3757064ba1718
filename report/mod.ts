/**
 * Summaries of a collection, and the report made of them.
 *
 * @module
 */
export type { FullActivations } from "./classes.ts";
export { type ApartClass, type ClusterPortrait, portraitsOf } from "./clusters.ts";
export { compare, type Compared } from "./compare.ts";
export { exploreHref } from "./explore_href.ts";
export type { Section } from "./figure.ts";
export { durationText, failedFiles } from "./findings/files.ts";
export { isUnanswered } from "./findings/words.ts";
export { recommendedProfile } from "./keys.ts";
export { datesText, type RenderedReport, renderReport } from "./render.tsx";
export { sectionsOf, SectionView } from "./sections.tsx";
export { comparisonSection } from "./sections/comparison.tsx";
export { CornerList } from "./sections/corners.tsx";
export { Failures } from "./sections/failures.tsx";
export { type StageUse, summarise, type Summary, type SummaryExtras } from "./summary.ts";
