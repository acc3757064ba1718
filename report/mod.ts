/**
 * Summaries of a collection, and the report made of them.
 *
 * @module
 */
export * from "./classes.ts";
export * from "./distribution.ts";
export * from "./diversity.ts";
export * from "./emotion.ts";
export * from "./files.ts";
export * from "./keys.ts";
export * from "./loudness.ts";
export * from "./opinions.ts";
export * from "./summary.ts";
export * from "./tempo.ts";
export * from "./voice.ts";
export * from "./explore_filter.ts";
export * from "./explore_href.ts";
export * from "./figure.ts";
export * from "./sections.tsx";
export * from "./yardstick.ts";
export * from "./methods.ts";
export * from "./render.tsx";
export { durationText, failedFiles } from "./findings/files.ts";
export { isUnanswered } from "./findings/words.ts";
export { CornerList } from "./sections/corners.tsx";
export { SectionExtras } from "./sections/extras.tsx";
export { Failures } from "./sections/failures.tsx";
export { type StyleCounting, StyleList } from "./sections/style_list.tsx";
export * from "./compare.ts";
export { comparisonFindings, comparisonSection } from "./sections/comparison.tsx";
