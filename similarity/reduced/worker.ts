/**
 * Fits a reduction.
 *
 * @module
 */
import { serve, Transferred } from "../../work/mod.ts";
import { type SharedVectors, VectorTable } from "../vector_table.ts";
import { Reduction } from "./reduction.ts";

/** What the worker does. */
export type FitCalls = {
  readonly fit: {
    readonly request: { readonly sample: SharedVectors; readonly kept: number };
    readonly result: readonly Float32Array[];
  };
};

serve<FitCalls>({
  fit({ sample, kept }) {
    const { directions } = Reduction.fit(VectorTable.from(sample), { kept });
    return new Transferred(directions, directions.map(({ buffer }) => buffer));
  },
});
