/**
 * Collections to and from files that pandas, DuckDB and NumPy read.
 *
 * @module
 */
export { errorsTsv } from "./errors_tsv.ts";
export * from "./export.ts";
export * from "./failure.ts";
export * from "./import.ts";
export { resampled, type ResampleOptions } from "./resample.ts";
export { NpyReader, NpyWriter, type Shape } from "./npy.ts";
