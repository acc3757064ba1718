/**
 * Charts: pure functions from plain data and a size to SVG. They run on the server and on the page.
 *
 * @module
 */
export * from "./bars.tsx";
export * from "./bins.ts";
export * from "./colours.ts";
export * from "./fifths.tsx";
export * from "./frame.tsx";
export * from "./histogram.tsx";
export * from "./number.ts";
