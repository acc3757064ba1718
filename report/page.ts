/**
 * What islands need of this room: a door of its own, as it runs in the browser without the rest.
 *
 * @module
 */
export { type ClassSummary, THRESHOLDS } from "./classes.ts";
export { exploreHref } from "./explore_href.ts";
export { type StyleCounting, StyleList } from "./sections/style_list.tsx";
