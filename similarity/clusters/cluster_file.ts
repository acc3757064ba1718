import type { TrackId } from "../../domain/mod.ts";
import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../../work/mod.ts";
import type { Clustering } from "./cluster_table.ts";

const CLUSTER_FILE: FileKind = { name: "clusters", magic: "FONOCLUS", version: 1 };

/** Clusters, the tracks whose rows they name, and the digest of the vectors that they are of. */
export interface KeptClusters {
  readonly found: Clustering;
  readonly ids: readonly TrackId[];
  readonly digest: string;
}

/** Keeps clusters in a file. */
export function writeClusters(path: string, { found, ids, digest }: KeptClusters): void {
  const { labels, ...rest } = found;
  const description = { ...rest, silhouette: orNull(found.silhouette), ids, digest };
  writeKeptFile(path, CLUSTER_FILE, {
    description,
    numbers: [new Uint32Array(labels.buffer, labels.byteOffset, labels.length)],
  });
}

/** The clusters in a file; undefined where there is none, or it is damaged or of another version. */
export function readClusters(path: string): KeptClusters | undefined {
  return unlessUnusable(() => {
    const { description, start } = readKeptHead(path, CLUSTER_FILE);
    const { ids, digest, ...rest } = description as
      & Omit<Clustering, "labels">
      & Pick<KeptClusters, "ids" | "digest">;
    const labels = new Int32Array(readKeptBytes(path, CLUSTER_FILE, { start }));
    const { mean, least, runs } = rest.stability;
    const stability = { mean: mean ?? NaN, least: least ?? NaN, runs };
    const tried = rest.tried.map(({ k, silhouette }) => ({ k, silhouette: silhouette ?? NaN }));
    const found = { ...rest, tried, silhouette: rest.silhouette ?? NaN, stability, labels };
    return { found, ids, digest };
  });
}

/** JSON has no NaN. */
function orNull(number: number): number | null {
  return Number.isNaN(number) ? null : number;
}
