import { ClusterCards } from "../components/clusters/ClusterCards.tsx";
import { ClusterFacts } from "../components/clusters/ClusterFacts.tsx";
import { Button, EmptyState } from "../components/mod.ts";
import { define } from "../define.ts";
import { labelDescriptorId, type LabelSet, plural, spaceInfo } from "../domain/mod.ts";
import ClusterRun from "../islands/ClusterRun.tsx";
import { cardOf, type ClusterRequest, type Library, musicCommand } from "../library/mod.ts";
import { MOST_CLUSTERS } from "../similarity/mod.ts";
import { asset, formIn, Head, HttpError, page } from "../web/mod.ts";
import { clusterParameters, clusterRequestIn } from "./_cluster_request.ts";

/** What the page shows of what was asked for. */
type AskedClusters = NonNullable<Awaited<ReturnType<typeof askedOf>>>;

async function askedOf(library: Library, params: URLSearchParams) {
  const { present } = library.spaces;
  if (present.length === 0) return undefined;
  const request = clusterRequestIn(params, present[0]);
  const running = library.clusterings.isRunning(request);
  const found = running ? undefined : await library.clusterings.found(request);
  const clusters = found?.portraits.map((portrait, i) => ({
    ...portrait,
    typical: found.typical[i]!.map((row) => cardOf(library, row)),
  }));
  return {
    request,
    present,
    running,
    found,
    clusters,
    work: library.clusterings.workOf(request).id,
  };
}

export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    return page({
      command: musicCommand(library.store),
      kept: Object.values(library.collection.columns.labels ?? {}).map(({ set }) => set)
        .filter(({ origin }) => origin === "cluster"),
      asked: await askedOf(library, url.searchParams),
    });
  },

  async POST({ req, state: { library }, redirect }) {
    const params = await formIn(req);
    const request = clusterRequestIn(params, library.spaces.present[0]);
    if (params.get("keep") !== "yes") {
      void library.clusterings.start(request);
      return redirect(`/clusters?${clusterParameters(request)}`, 303);
    }
    const name = (params.get("name") ?? "").trim().slice(0, 60);
    const names = params.getAll("label").map((label) => label.trim().slice(0, 80));
    const found = await library.clusterings.found(request);
    if (name === "" || names.includes("") || names.length !== found?.clusters) {
      throw new HttpError(400, "Cannot keep the clusters: the set and each cluster take a name");
    }
    const set = await library.clusterings.keep(request, { name, names, at: Date.now() });
    if (!set) throw new HttpError(409, `Cannot keep the clusters: ${name} is another label set`);
    return redirect(
      `/explore?view.space=${request.space}&view.colour=${labelDescriptorId(set.id)}`,
      303,
    );
  },
});

export default define.page<typeof handler>(({ data: { command, asked, kept } }) => (
  <div class="page clusters-page">
    <Head>
      <title>Clusters · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/clusters.css")} />
    </Head>
    <header class="page-head">
      <h1>Which groups are there?</h1>
      <p class="prose muted">
        Tracks of a space that are nearer to each other than to others, found without labels: what
        sets each group apart, its most typical tracks to hear, and how much of it is chance. Kept
        as labels, a cluster is a filter, a colour, a column and a playlist.
      </p>
    </header>
    <Kept sets={kept} />
    {asked ? <Asked asked={asked} /> : (
      <EmptyState title="Nothing to cluster yet" command={command}>
        Groups are looked for in embeddings, and no track has one yet.
      </EmptyState>
    )}
  </div>
));

/** The clusters that were kept as labels before. */
function Kept({ sets }: { readonly sets: readonly LabelSet[] }) {
  if (sets.length === 0) return null;
  return (
    <p class="row kept-clusters">
      <span class="muted">Kept as labels</span>
      {sets.map(({ id, name, classes }) => (
        <span key={id}>
          <a href={`/labels/${id}`}>{name}</a>{" "}
          <span class="muted num">{plural(classes.length, "cluster")}</span>
        </span>
      ))}
    </p>
  );
}

function Asked({ asked }: { readonly asked: AskedClusters }) {
  const { request, present, running, found, clusters, work } = asked;
  const href = `/clusters?${clusterParameters(request)}`;
  return (
    <>
      <Choice request={request} present={present} again={found !== undefined} />
      {running && <ClusterRun work={work} href={href} />}
      {found && (
        <ClusterFacts
          {...found}
          hrefOf={(k) => `/clusters?${clusterParameters({ ...request, k })}`}
        />
      )}
      {clusters && clusters.length > 0 && (
        <ClusterCards
          clusters={clusters}
          tracks={found!.tracks}
          setName={`Clusters ${request.space} ${request.method} ${clusters.length}`}
          hidden={clusterParameters(request)}
        />
      )}
    </>
  );
}

function Choice(
  { request, present, again }: {
    readonly request: ClusterRequest;
    readonly present: readonly ClusterRequest["space"][];
    readonly again: boolean;
  },
) {
  const { space, method, k, minSize } = request;
  return (
    <form class="row choice-of-clusters" method="post" action="/clusters">
      <label>
        Space{" "}
        <select class="input" name="space">
          {present.map((name) => (
            <option key={name} value={name} selected={name === space}>
              {spaceInfo(name).label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Method{" "}
        <select class="input" name="method">
          <option value="kmeans" selected={method === "kmeans"}>k-means: all tracks</option>
          <option value="hdbscan" selected={method === "hdbscan"}>
            HDBSCAN: where it is dense
          </option>
        </select>
      </label>
      <label>
        Clusters (k-means){" "}
        <input
          class="input number"
          type="number"
          name="k"
          min={2}
          max={MOST_CLUSTERS}
          value={k}
          placeholder="by silhouette"
        />
      </label>
      <label>
        Least size (HDBSCAN){" "}
        <input
          class="input number"
          type="number"
          name="size"
          min={2}
          max={100_000}
          value={minSize}
          placeholder="1 % of all"
        />
      </label>
      <Button type="submit" look={again ? "plain" : "primary"}>
        {again ? "Cluster again" : "Cluster"}
      </Button>
    </form>
  );
}
