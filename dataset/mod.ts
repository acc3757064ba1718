/**
 * A collection as a data set of columns: Parquet files by part, on a disk or in object storage, asked by
 * the query language through DuckDB. For collections that are too large for memory.
 *
 * @module
 */
export type { ObjectStorage } from "./_object_storage.ts";
export { type Counts, type DataRow, DataSet } from "./data_set.ts";
export { writeDataSet } from "./write.ts";
