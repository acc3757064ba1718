/**
 * Collections to and from files that pandas, DuckDB and NumPy read.
 *
 * @module
 */
export { type CollectedPart, collectParts } from "./collect.ts";
export { errorsTsv } from "./errors_tsv.ts";
export { exportCollection, type ExportSummary } from "./export.ts";
export { ExchangeError } from "./failure.ts";
export { checkCollection, importCollection, type ImportSummary } from "./import.ts";
export { resampled } from "./resample.ts";
