/**
 * Fits a reduction.
 *
 * @module
 */
import { type SharedVectors, VectorTable } from "../vector_table.ts";
import { Reduction } from "./reduction.ts";

/** What the worker is asked once. */
export interface FitRequest {
  readonly sample: SharedVectors;
  readonly kept: number;
}

/** What it answers. */
export type FitReport = readonly Float32Array[];

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<FitRequest>) => void;
  postMessage(report: FitReport): void;
};

scope.onmessage = ({ data: { sample, kept } }) => {
  scope.postMessage(Reduction.fit(VectorTable.from(sample), { kept }).directions);
};
