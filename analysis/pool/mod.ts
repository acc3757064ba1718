/**
 * Expendable workers: a crash, an abort or a hang costs the one job it happened in.
 *
 * @module
 */
export * from "./messages.ts";
export * from "./pool.ts";
