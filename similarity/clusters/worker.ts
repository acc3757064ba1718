/**
 * Clusters a space.
 *
 * @module
 */
import { serve, Transferred } from "../../work/mod.ts";
import { type SharedVectors, VectorTable } from "../vector_table.ts";
import { type Clustering, type ClusterOptions, clusterTable } from "./cluster_table.ts";

/** What the worker does. */
export type ClusterCalls = {
  readonly cluster: {
    readonly request: Omit<ClusterOptions, "progress"> & { readonly vectors: SharedVectors };
    readonly result: Clustering;
  };
};

serve<ClusterCalls>({
  cluster({ vectors, ...options }, { progress }) {
    const found = clusterTable(VectorTable.from(vectors), {
      ...options,
      progress: (fraction, step) => progress({ fraction, step }),
    });
    return new Transferred(found, [found.labels.buffer]);
  },
});
