import { countText, numberText, percentText, plural } from "../../domain/mod.ts";

/** What is known of a clustering as a whole. */
export interface ClusterFactsProps {
  readonly method: "kmeans" | "hdbscan";
  readonly clusters: number;
  readonly tracks: number;
  readonly inNone: number;
  readonly seed: number;
  readonly dimensions: number;
  readonly k?: number;
  readonly minSize?: number;
  readonly silhouette: number;
  readonly stability: { readonly mean: number; readonly least: number; readonly runs: number };
  readonly tried: readonly { readonly k: number; readonly silhouette: number }[];
  readonly current: boolean;
  /** Where the clusters of another number are asked for. */
  hrefOf(k: number): string;
}

/** How many clusters, how far apart, and how much they depend on chance. */
export function ClusterFacts(facts: ClusterFactsProps) {
  const { method, clusters, tracks, inNone, silhouette, stability, tried } = facts;
  const alike = `${numberText(stability.mean, 2)} (least ${numberText(stability.least, 2)})`;
  return (
    <section class="prose">
      <p>
        <strong>{plural(clusters, "cluster")}</strong> of {countText(tracks)} tracks
        {inNone > 0 && (
          <>
            ; {countText(inNone)} ({percentText(inNone, tracks)}) are in none
          </>
        )}. Mean silhouette {numberText(silhouette, 3)}: 1 far apart, 0 no boundary between them.
        {" "}
        {method === "kmeans"
          ? `Seeds agree by an adjusted Rand index of ${alike} over ${stability.runs} runs: 1 is the same partition, 0 chance.`
          : `Clusters of ${stability.runs} draws of 80 % agree by an adjusted Rand index of ${alike}, tracks in none of them left out: 1 is the same partition, 0 chance.`}
      </p>
      {clusters < 2 && method === "hdbscan" && (
        <p>
          No two groups of at least {facts.minSize}{" "}
          tracks are denser than what lies between them. A smaller least size finds smaller ones;
          k-means divides what is continuous.
        </p>
      )}
      {tried.length > 0 && (
        <details>
          <summary>Silhouettes of other numbers</summary>
          <table class="table">
            <caption>On at most 5,000 tracks. A small difference says little.</caption>
            <thead>
              <tr>
                <th scope="col">Clusters</th>
                <th scope="col" class="number">Silhouette</th>
              </tr>
            </thead>
            <tbody>
              {tried.map(({ k, silhouette }) => (
                <tr key={k}>
                  <td>
                    <a href={facts.hrefOf(k)}>{k}</a>
                    {k === facts.k && " (used)"}
                  </td>
                  <td class="number num">{numberText(silhouette, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <p class="muted">
        {method === "kmeans"
          ? `k-means on unit vectors of ${facts.dimensions} numbers, begun by k-means++, the best of ${stability.runs} seeds from ${facts.seed}.`
          : `HDBSCAN in ${facts.dimensions} dimensions, at least ${facts.minSize} tracks a cluster, excess of mass, seed ${facts.seed}.`}
        {!facts.current && " The vectors have changed since: cluster again."}
      </p>
    </section>
  );
}
