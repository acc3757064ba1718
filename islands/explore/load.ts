import { decodeColumns } from "../../collection/columns_arrow.ts";
import type { Columns, Space } from "../../domain/mod.ts";
import type { Projection } from "../../query/mod.ts";

/** Columns, and which version of the collection they are. */
export interface Loaded {
  readonly columns: Columns;
  readonly version: number;
}

/** Fetches the columns of the whole collection. Throws an Error that says what is wrong. */
export async function loadColumns(signal: AbortSignal): Promise<Loaded> {
  const response = await fetch("/api/columns.arrow", { signal });
  if (!response.ok) {
    throw new Error(`Cannot load the collection: the server answered ${response.status}`);
  }
  return {
    columns: decodeColumns(new Uint8Array(await response.arrayBuffer())),
    version: Number(response.headers.get("x-fonoteca-version") ?? 0),
  };
}

/** Fetches the coordinates of every row on a map: x, y, x, y, … */
export async function loadMap(
  options: {
    readonly space: Space;
    readonly projection: Projection;
    readonly signal: AbortSignal;
  },
): Promise<Float32Array> {
  const { space, projection, signal } = options;
  const response = await fetch(`/api/map?space=${space}&projection=${projection}`, { signal });
  if (!response.ok) {
    const said = response.headers.get("content-type")?.startsWith("text/plain")
      ? await response.text()
      : `the server answered ${response.status}`;
    throw new Error(`Cannot load the map: ${said}`);
  }
  return new Float32Array(await response.arrayBuffer());
}
