/**
 * Makes a map.
 *
 * @module
 */
import { type Neighbourhoods, type SharedVectors, VectorTable } from "../similarity/mod.ts";
import { serve, Transferred } from "../work/mod.ts";
import { type ProjectedMap, projectTable } from "./projected_map.ts";
import { type MapQuality, mapQuality } from "./quality.ts";
import type { Projection } from "../domain/mod.ts";

/** What the worker does. */
export type ProjectionCalls = {
  readonly project: {
    readonly request: {
      readonly projection: Projection;
      readonly seed: number;
      readonly vectors: SharedVectors;
      readonly neighbourhoods: Neighbourhoods | undefined;
    };
    readonly result: ProjectedMap;
  };
  readonly measure: {
    readonly request: { readonly vectors: SharedVectors; readonly coordinates: Float32Array };
    readonly result: MapQuality;
  };
};

/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 100;

serve<ProjectionCalls>({
  project({ vectors, ...request }, { progress }) {
    let reported = 0;
    const map = projectTable(VectorTable.from(vectors), {
      ...request,
      progress(fraction) {
        if (performance.now() - reported < REPORT_EVERY) return;
        reported = performance.now();
        progress({ fraction });
      },
    });
    return new Transferred(map, [map.coordinates.buffer]);
  },
  measure: ({ vectors, coordinates }) => mapQuality(VectorTable.from(vectors), coordinates),
});
