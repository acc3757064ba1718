import { encodeColumns } from "../../collection/columns_arrow.ts";
import { define } from "../../define.ts";
import type { Columns } from "../../domain/mod.ts";
import { bytesResponse } from "../../web/mod.ts";

const encoded = new WeakMap<Columns, Uint8Array<ArrayBuffer>>();

/** All columns as Arrow IPC, for the pages and for pandas, Polars or DuckDB. */
export const handler = define.handlers({
  GET({ req, state }) {
    const { columns, version } = state.library.collection.snapshot;
    let bytes = encoded.get(columns);
    if (!bytes) {
      bytes = Uint8Array.from(encodeColumns(columns));
      encoded.set(columns, bytes);
    }
    return bytesResponse(bytes, req, {
      type: "application/vnd.apache.arrow.stream",
      headers: { "x-fonoteca-version": String(version) },
    });
  },
});
