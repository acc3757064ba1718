/**
 * Pages over a data set that is too large for memory: read-only, each answer asked of DuckDB.
 *
 * @module
 */
export { createArchive } from "./app.tsx";
