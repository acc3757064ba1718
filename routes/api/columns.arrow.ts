import { define } from "../../define.ts";
import { unpackedColumns } from "../../library/mod.ts";
import { bytesResponse, takesGzip } from "../../web/mod.ts";

/** All columns as Arrow IPC, for the pages and for pandas, Polars or DuckDB. */
export const handler = define.handlers({
  async GET({ req, state }) {
    const columns = await state.library.columnFile.get();
    const { version, gzip, digest } = columns;
    const compressed = takesGzip(req.headers.get("accept-encoding"));
    return await bytesResponse(compressed ? gzip : await unpackedColumns(columns), req, {
      type: "application/vnd.apache.arrow.stream",
      etag: compressed ? `"${digest}-gzip"` : `"${digest}"`,
      headers: {
        "x-fonoteca-version": String(version),
        ...(compressed && { "content-encoding": "gzip", "vary": "accept-encoding" }),
      },
    });
  },
});
