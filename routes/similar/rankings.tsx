import { OpenRanking, RankingMap } from "../../components/evaluate/OpenRanking.tsx";
import { RankingTable } from "../../components/evaluate/RankingTable.tsx";
import { Problems } from "../../components/similar/Problems.tsx";
import { SimilarTabs } from "../../components/similar/SimilarTabs.tsx";
import { buttonClass, EmptyState } from "../../components/mod.ts";
import { define } from "../../define.ts";
import {
  descriptorIn,
  numberText,
  plural,
  type Space,
  spaceInfo,
  titleAt,
} from "../../domain/mod.ts";
import {
  commandFor,
  type Library,
  musicCommand,
  rankedLabels,
  rankedQuery,
  type Rankings,
  rankQueries,
  usualLabel,
} from "../../library/mod.ts";
import type { Problem } from "../../query/mod.ts";
import { QUERY_SHARE } from "../../similarity/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";
import { wholeIn } from "../../query/mod.ts";

/** Queries of one page: at 100,000 tracks each is compared with all in some 60 ms. */
const PAGE = 20;
const MOST_NAMED = 100;
/** Tracks up to which the page waits for a map that has to be made first. */
const WAITS = 20_000;

const OWN = ["space", "label", "k", "seed", "percent", "query", "from", "open", "pair"];

/** What the page's address asks for, and what of it cannot be read. */
function askedOf(library: Library, params: URLSearchParams) {
  const spaces = library.spaces.present;
  const labels = rankedLabels(library);
  const problems: Problem[] = [...params].flatMap(([parameter, value]) =>
    OWN.includes(parameter) ? [] : [{ parameter, value, reason: "no such parameter" }]
  );
  const whole = (name: string, usual: number, range: readonly [number, number]) =>
    wholeIn(params, { name, usual, range, problems });
  const named = (params.get("query") ?? "").split(",").map((id) => id.trim()).filter(Boolean);
  return {
    spaces,
    labels,
    problems,
    space: oneOf(spaces, { params, name: "space", problems }) ?? spaces[0],
    label: oneOf(labels, { params, name: "label", problems }) ?? usualLabel(labels),
    nameOf: (label: string) => descriptorIn(library.collection.columns, label)?.label ?? label,
    k: whole("k", 10, [1, 50]),
    seed: whole("seed", 1, [0, 2 ** 31]),
    percent: whole("percent", Math.round(100 * QUERY_SHARE), [1, 100]),
    from: whole("from", 0, [0, 1e7]),
    named: named.slice(0, MOST_NAMED),
    open: params.get("open") ?? undefined,
    pair: params.get("pair") ?? undefined,
  };
}

/** Which of what the collection has a parameter names; undefined where it names none. */
function oneOf<Name extends string>(
  known: readonly Name[],
  { params, name, problems }: {
    readonly params: URLSearchParams;
    readonly name: string;
    readonly problems: Problem[];
  },
): Name | undefined {
  const value = params.get(name) ?? "";
  const found = known.find((one) => one === value);
  if (!found && value !== "") {
    const reason = `there is no such ${name} here; there are ${known.join(", ")}`;
    problems.push({ parameter: name, value, reason });
  }
  return found;
}

export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const asked = askedOf(library, url.searchParams);
    const { space, label, k, seed, percent, named, from } = asked;
    const found = space && label
      ? await rankQueries(library, {
        space,
        label,
        k,
        seed,
        share: percent / 100,
        queries: named.length > 0 ? named : undefined,
        part: { from, count: PAGE },
      })
      : undefined;
    const title = (id: string) => {
      const row = library.collection.row(id);
      return row === undefined ? id : titleAt(library.collection.columns, row);
    };
    const queries = found ? shownQueries(found, { title, label: asked.nameOf(label!) }) : [];
    const opened = queries.find(({ id }) => id === asked.open) ?? queries[0];
    const neighbour = opened?.neighbours.find(({ id }) => id === asked.pair) ??
      opened?.neighbours[0];
    const compared = opened && await rankedQuery(library, {
      space: space!,
      label: label!,
      query: opened.id,
      beside: neighbour?.id,
    });
    return page({
      asked,
      found,
      queries,
      opened: compared && { query: opened!, neighbour, ...compared },
      places: space && queries.length > 0 ? await placesIn(library, space) : undefined,
      command: musicCommand(library.store),
      all: commandFor(
        library.store,
        `evaluate --rankings="${label ?? "genre"}" --space ${
          space ?? "musicnn"
        } --tsv rankings.tsv`,
      ),
    });
  },
});

function shownQueries(
  { rankings }: Rankings,
  { title, label }: { readonly title: (id: string) => string; readonly label: string },
) {
  return rankings.map(({ query, neighbours, hits, ...figures }) => ({
    ...figures,
    id: query,
    title: title(query),
    labels: figures.relevant > 0 || !Number.isNaN(figures.precision) ? label : "",
    neighbours: neighbours.map(({ id, similarity }, i) => ({
      id,
      title: title(id),
      cosine: similarity,
      hit: hits[i]!,
    })),
  }));
}

/** Where the tracks lie on the first principal components; undefined where that takes longer than a page. */
async function placesIn({ maps, collection }: Library, space: Space) {
  const { map } = collection.columns.length <= WAITS
    ? { map: await maps.ready(space, "pca") }
    : await maps.state(space, "pca") ?? { map: undefined };
  return map && {
    coordinates: map.coordinates,
    variance: map.variance,
    rowOf: (id: string) => collection.row(id),
  };
}

/** Rankings of random queries as a retrieval course marks them: hits, precision, average precision. */
export default define.page<typeof handler>(({ data }) => {
  const { asked, found, queries, opened, places, command, all } = data;
  const { spaces, labels, space, label, k, seed, percent, from, named, nameOf } = asked;
  const address = (start: number, query?: string, pair?: string) =>
    `/similar/rankings?${new URLSearchParams({
      space: space ?? "",
      label: label ?? "",
      k: String(k),
      seed: String(seed),
      percent: String(percent),
      ...(named.length > 0 && { query: named.join(",") }),
      from: String(start),
      ...(query !== undefined && { open: query }),
      ...(pair !== undefined && { pair }),
    })}`;
  const openAt = (query: string, pair?: string) => `${address(from, query, pair)}#open`;
  return (
    <div class="page evaluate rankings">
      <Head>
        <title>Rankings · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/evaluate.css")} />
      </Head>
      <header class="page-head">
        <SimilarTabs open="/similar/rankings" />
        <h1>What stands in the lists?</h1>
        <p class="prose muted">
          A seeded share of the tracks as queries, each ranked against all others; a neighbour that
          shares a label with the query is a hit. <a href="/evaluate">Evaluation</a>{" "}
          has the means over all tracks beside chance, <a href="/similar/combine">Combine</a>{" "}
          those of spaces weighted into one.
        </p>
      </header>
      {!space || !label
        ? (
          <EmptyState title="Nothing to rank yet" command={command}>
            Rankings need embeddings, and tracks that have a genre, an artist or another label.
          </EmptyState>
        )
        : (
          <>
            <Problems problems={asked.problems} />
            <form class="row rankings-form" action="/similar/rankings">
              <Choice name="space" label="Space" value={space}>
                {spaces.map((one) => [one, spaceInfo(one).label] as const)}
              </Choice>
              <Choice name="label" label="Hit by" value={label}>
                {labels.map((one) => [one, nameOf(one)] as const)}
              </Choice>
              <Whole name="k" label="Length" value={k} range={[1, 50]} />
              <Whole name="percent" label="Queries, % of tracks" value={percent} range={[1, 100]} />
              <Whole name="seed" label="Seed" value={seed} range={[0, 2 ** 31]} />
              <label>
                Or these, by id
                <input class="input" name="query" value={named.join(",")} placeholder="id,id" />
              </label>
              <button type="submit" class="button primary">Rank</button>
            </form>
            {found && (
              <>
                <p>
                  {plural(found.queries, "query", "queries")}
                  {queries.length > 0 &&
                    `, ${from + 1} to ${from + queries.length} here: precision at ${k} ${
                      numberText(found.precision.mean, 3)
                    }, mean average precision ${
                      numberText(found.averagePrecision.mean, 3)
                    } over ${found.precision.count} with a label`}
                  . By cosine
                  {found.reducedTo !== undefined &&
                    `, of the ${found.reducedTo} numbers that are kept of each vector`}. All of
                  them: <code class="command">{all}</code>
                </p>
                <div class="opened-ranking" id="open">
                  {opened && (
                    <OpenRanking
                      opened={opened}
                      href={(pair) => openAt(opened.query.id, pair)}
                      why={(neighbour) =>
                        `/similar?track=${encodeURIComponent(opened.query.id)}&space=${space}&why=${
                          encodeURIComponent(neighbour)
                        }`}
                    />
                  )}
                  {places
                    ? (
                      <RankingMap
                        queries={queries}
                        opened={opened?.query.id}
                        places={places}
                        href={openAt}
                      />
                    )
                    : <p class="muted">The map of so many tracks is being made; ask again soon.</p>}
                </div>
                <RankingTable queries={queries} open={opened?.query.id} href={openAt} />
                <div class="row">
                  {from > 0 && (
                    <a class={buttonClass()} href={address(Math.max(0, from - PAGE))}>Before</a>
                  )}
                  {from + PAGE < found.queries && (
                    <a class={buttonClass()} href={address(from + PAGE)}>Next</a>
                  )}
                  {opened && (
                    <a
                      href={`/similar/maps?view.space=${space}&view.track=${
                        encodeURIComponent(opened.query.id)
                      }`}
                    >
                      The open query on two maps, to be moved and heard
                    </a>
                  )}
                </div>
              </>
            )}
          </>
        )}
    </div>
  );
});

function Choice(
  { name, label, value, children }: {
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly children: readonly (readonly [value: string, text: string])[];
  },
) {
  return (
    <label>
      {label}
      <select class="input" name={name}>
        {children.map(([one, text]) => (
          <option key={one} value={one} selected={one === value}>{text}</option>
        ))}
      </select>
    </label>
  );
}

function Whole(
  { name, label, value, range: [min, max] }: {
    readonly name: string;
    readonly label: string;
    readonly value: number;
    readonly range: readonly [number, number];
  },
) {
  return (
    <label>
      {label}
      <input class="input" type="number" name={name} value={value} min={min} max={max} />
    </label>
  );
}
