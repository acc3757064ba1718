/**
 * Clusters of a large collection resampled from MusAV:
 * `deno run -A tests/similarity/clusters_bench.ts [tracks] [effnet|musicnn] [kmeans|hdbscan]`.
 *
 * @module
 */
import process from "node:process";
import { type ClusterMethod, clusterTable } from "../../similarity/clusters/cluster_table.ts";
import { musavTable } from "./_musav.ts";
import { resampled } from "./_resampled.ts";

const [tracks = "2100", space = "effnet", only] = process.argv.slice(2);
const whole = musavTable(space === "musicnn" ? "musicnn" : "effnet");
const count = Number(tracks);
const table = count === whole.length ? whole : resampled(whole, { count });
const methods: readonly ClusterMethod[] = only
  ? [only === "kmeans" ? "kmeans" : "hdbscan"]
  : ["kmeans", "hdbscan"];
for (const method of methods) {
  const started = performance.now();
  const { clusters, labels, silhouette, stability, tried } = clusterTable(table, { method });
  console.log(JSON.stringify({
    tracks: count,
    space,
    method,
    seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
    residentGb: Number((process.memoryUsage().rss / 1e9).toFixed(2)),
    clusters,
    inNone: labels.reduce((sum, label) => sum + Number(label < 0), 0),
    silhouette: Number(silhouette.toFixed(3)),
    stability: [stability.mean, stability.least].map((rand) => Number(rand.toFixed(3))),
    tried: tried.length,
  }));
}
