/**
 * A collection in memory: the columns of a store, kept up to date. Pages read columns by
 * `columns_arrow.ts`, which has no part in the server.
 *
 * @module
 */
export * from "./collection.ts";
export { styleParent, styleParents } from "./_styles.ts";
export { holds, type Table, valuesOf } from "./table.ts";
