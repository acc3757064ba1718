/** How right what was measured is, where labels say what is true. */
export * from "./keys.ts";
export * from "./lines.ts";
export * from "./numbers.ts";
export * from "./report.ts";
export * from "./tempo.ts";
