/**
 * Which tracks sound alike: vectors in memory, exact and indexed neighbour search, and how good the
 * neighbours are.
 *
 * @module
 */
export { rowsWithVector } from "./_rows.ts";
export { readClusters, writeClusters } from "./clusters/cluster_file.ts";
export { clusterInWorker } from "./clusters/cluster_in_worker.ts";
export {
  CLUSTER_METHODS,
  type Clustering,
  type ClusterMethod,
  MOST_CLUSTERS,
} from "./clusters/cluster_table.ts";
export { hdbscan } from "./clusters/hdbscan.ts";
export { kMeans } from "./clusters/k_means.ts";
export { pointsOf } from "./clusters/points.ts";
export { type CombinedPart, combinedSource, combinedVector } from "./combined.ts";
export { digestOfVectors } from "./digest.ts";
export { type Disagreement, disagreementOf } from "./disagreement.ts";
export { readDisagreement, writeDisagreement } from "./disagreement_file.ts";
export { DUPLICATE_COSINE } from "./duplicates.ts";
export {
  evaluateSpaces,
  type Evaluation,
  type Knowledge,
  type PrecisionFigure,
  type SpaceFigures,
  withIndex,
} from "./evaluation/evaluate.ts";
export { type MeanInterval, meanInterval } from "./evaluation/bootstrap.ts";
export {
  bestWeights,
  type CombinedFigure,
  combinedFigures,
  type StudiedLabel,
} from "./evaluation/combined_figures.ts";
export { CombinedStudy } from "./evaluation/combined_study.ts";
export { type LabelCodes, labelCodes, type Labels } from "./evaluation/precision.ts";
export { queriesOf, QUERY_SHARE, type Ranking, rankings } from "./evaluation/retrieval.ts";
export { type LabelSpread, patchSpread } from "./evaluation/spread.ts";
export { cosineOf, cosinesTo, type Metric, unitOf } from "./exact.ts";
export type { FoundBy } from "./index/neighbour_index.ts";
export { Largest } from "./largest.ts";
export { type Groups, groupsOf } from "./masks.ts";
export { type Neighbourhoods, neighbourhoodsOf, neighbourRows } from "./neighbourhoods.ts";
export { pathBetween, type SoundPath } from "./path/path_between.ts";
export { fitPca, projectAll } from "./pca.ts";
export { coarseTable } from "./reduced/coarse_table.ts";
export { agreementOfLists } from "./space/agreement.ts";
export type { VectorSource } from "./space/source.ts";
export { VectorSpace } from "./space/vector_space.ts";
export { type Hit, type Hits, View } from "./space/view.ts";
export { type FeatureGroup, groupContributions } from "./standardise.ts";
export { type SharedVectors, VectorTable } from "./vector_table.ts";
