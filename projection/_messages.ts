import type { Neighbourhoods, SharedVectors } from "../similarity/mod.ts";
import type { ProjectedMap, Projection } from "./projected_map.ts";

/** What is asked of the worker. */
export interface ProjectionRequest {
  readonly projection: Projection;
  readonly seed: number;
  readonly vectors: SharedVectors;
  readonly neighbourhoods: Neighbourhoods | undefined;
}

/** What the worker says. */
export type ProjectionReport =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "done"; readonly map: ProjectedMap };
