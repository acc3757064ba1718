/**
 * Blind listening tests: a seeded plan of trials, and what the answers say.
 *
 * @module
 */
export * from "./agreement.ts";
export * from "./plan.ts";
export * from "./results.ts";
export * from "./test.ts";
export * from "./tsv.ts";
export * from "./verdict.ts";
