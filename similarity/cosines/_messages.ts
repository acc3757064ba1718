/** Which rows a worker compares queries with. */
export interface CosineRequest {
  readonly memory: WebAssembly.Memory;
  readonly dimensions: number;
  /** Rows, from the first. */
  readonly rows: number;
  /** Unit vectors, shape `(q, dimensions)`. */
  readonly queries: readonly Float32Array[];
}

/** What the worker does: dot products of each query with each row, shape `(q, rows)`. */
export type CosineCalls = {
  readonly dots: {
    readonly request: CosineRequest;
    readonly result: readonly Float32Array<ArrayBuffer>[];
  };
};
