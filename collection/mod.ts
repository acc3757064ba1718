/**
 * A collection in memory: the columns of a store, kept up to date. Pages read columns by
 * `columns_arrow.ts`, which has no part in the server.
 *
 * @module
 */
export { Collection, openCollection, type Snapshot } from "./collection.ts";
export { type ColumnCells, tableOf } from "./column_table.ts";
export { LabelCells, type LabelWords, readLabelCells } from "./label_cells.ts";
export { holds, type Table, TableBuilder, valuesOf } from "./table.ts";
