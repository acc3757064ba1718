import type { VNode } from "preact";
import type { Evaluation, SpaceFigures } from "../../similarity/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { trackHref } from "../track/facts.ts";
import { NameOfSpace } from "./NameOfSpace.tsx";
import { Precision } from "./Precision.tsx";
import { Spreads } from "./Spreads.tsx";
import { spaceLabel } from "./space_label.ts";
import { countText, numberText, percentText, plural } from "../../domain/mod.ts";

/** What the page shows. */
export interface EvaluationPageProps {
  readonly kept: {
    readonly figures: Evaluation;
    readonly at: number;
    readonly tracks: number;
    readonly seconds: number;
  };
  /** The name of a track. */
  readonly name: (id: string) => string;
  /** Tracks of the collection now. */
  readonly tracks: number;
}

/** The figures of an evaluation as tables and plots. */
export function EvaluationPage({ kept, name, tracks }: EvaluationPageProps): VNode {
  const { figures, at, seconds } = kept;
  const fresh = tracks === kept.tracks;
  return (
    <>
      <p class="muted">
        {`Of ${plural(kept.tracks, "track")}, ${timeText(at)}, in ${
          numberText(seconds, 1)
        } s, seed ${figures.seed}.`}
        {!fresh && ` The collection has ${plural(tracks, "track")} now: evaluate again.`}
      </p>
      <Precision figures={figures} />
      <Overlaps figures={figures} />
      <Spreads figures={figures} />
      <Hubs figures={figures} name={name} />
      <Duplicates figures={figures} name={name} />
      <Searches figures={figures} />
    </>
  );
}

function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function Overlaps({ figures: { overlaps } }: { readonly figures: Evaluation }): VNode | null {
  if (overlaps.length === 0) return null;
  const finding = overlaps.map(({ a, b, overlap, chance }) =>
    `${spaceLabel(a)} and ${spaceLabel(b)} share ${
      percentText(overlap.mean, 1)
    } of the ten nearest, ${Math.round(overlap.mean / chance)} times as much as chance`
  ).join("; ");
  return (
    <Panel
      title="Do the spaces agree?"
      finding={`${finding}.`}
      footer="Mean over all queries with its 95 % bootstrap interval"
    >
      <Table
        rows={overlaps}
        columns={[
          { title: "Spaces", cell: ({ a, b }) => `${spaceLabel(a)} and ${spaceLabel(b)}` },
          {
            title: "Overlap@10",
            number: true,
            cell: ({ overlap }) =>
              `${percentText(overlap.mean, 1)} (${numberText(100 * overlap.low)} to ${
                numberText(100 * overlap.high)
              })`,
          },
          { title: "Chance", number: true, cell: ({ chance }) => percentText(chance, 1) },
          {
            title: "Rank-biased overlap",
            number: true,
            cell: ({ rankBiased }) => numberText(rankBiased, 3),
          },
          { title: "Queries", number: true, cell: (row) => countText(row.tracks) },
        ]}
      />
    </Panel>
  );
}

interface HubRow {
  readonly space: string;
  readonly by: string;
  readonly hub: SpaceFigures["hubness"]["cosine"];
  readonly queries: number;
}

function Hubs(
  { figures, name }: {
    readonly figures: Evaluation;
    readonly name: (id: string) => string;
  },
): VNode {
  const rows = figures.spaces.flatMap(({ space, hubness, queries }): HubRow[] => [
    { space, by: "cosine", hub: hubness.cosine, queries },
    { space, by: "mutual proximity", hub: hubness.mutualProximity, queries },
  ]);
  return (
    <Panel
      title="Is somebody everybody's neighbour?"
      finding={hubFinding(figures)}
      footer="In how many of all lists of ten a track stands: 10 on average. Skewness 0 is even, above 1 hubby; Gini 0 is even, near 1 few tracks fill all lists; mutual proximity: Schnitzer et al. 2012, by all distances of a track up to 4,096 tracks, by a log-normal distribution from a sample of them beyond"
    >
      <Table
        rows={rows}
        columns={[
          { title: "Space", cell: ({ space }) => <NameOfSpace space={space} /> },
          { title: "Ranked by", cell: ({ by }) => by },
          {
            title: "Skewness",
            number: true,
            cell: ({ hub }) => numberText(hub.skewness ?? NaN, 2),
          },
          {
            title: "Gini",
            number: true,
            cell: ({ hub }) => numberText(hub.gini ?? NaN, 2),
          },
          {
            title: "Lists with the largest hub",
            number: true,
            cell: ({ hub }) => hub.largest ? countText(hub.largest.occurrence) : "–",
          },
          {
            title: "Largest hub",
            cell: ({ hub }) =>
              hub.largest && (
                <a href={trackHref(hub.largest.id)}>
                  {name(hub.largest.id)}
                </a>
              ),
          },
          {
            title: "Tracks in no list",
            number: true,
            cell: ({ hub, queries }) =>
              `${countText(hub.antiHubs)} (${percentText(hub.antiHubs, queries)})`,
          },
        ]}
      />
    </Panel>
  );
}

function hubFinding({ spaces }: Evaluation): string {
  const parts = spaces.map(({ space, hubness: { cosine, mutualProximity } }) => {
    const less = Math.abs(mutualProximity.skewness) < Math.abs(cosine.skewness);
    return `${spaceLabel(space)}: skewness ${numberText(cosine.skewness ?? NaN, 2)}, ${
      numberText(mutualProximity.skewness ?? NaN, 2)
    } by mutual proximity, which ${less ? "helps" : "does not help"}`;
  });
  return `${parts.join("; ")}.`;
}

function Duplicates(
  { figures: { spaces }, name }: {
    readonly figures: Evaluation;
    readonly name: (id: string) => string;
  },
): VNode {
  const pairs = spaces.flatMap(({ space, duplicates }) =>
    duplicates.pairs.map((pair) => ({ ...pair, space }))
  );
  const threshold = spaces[0]?.duplicates.threshold ?? NaN;
  const distinct = new Set(pairs.map(({ a, b }) => [a, b].sort().join(" "))).size;
  const least = spaces.some(({ duplicates }) => duplicates.more) ? "At least " : "";
  const link = (id: string) => <a href={trackHref(id)}>{name(id)}</a>;
  return (
    <Panel
      title="Which tracks are there twice?"
      finding={pairs.length === 0
        ? `No two tracks have a cosine above ${threshold}.`
        : `${least}${plural(distinct, "pair")} with a cosine above ${threshold}.`}
    >
      {pairs.length > 0 && (
        <details>
          <summary>The pairs</summary>
          <Table
            rows={pairs}
            columns={[
              { title: "Space", cell: ({ space }) => <NameOfSpace space={space} /> },
              { title: "Track", cell: ({ a }) => link(a) },
              { title: "Near-duplicate", cell: ({ b }) => link(b) },
              { title: "Cosine", number: true, cell: ({ cosine }) => numberText(cosine, 5) },
            ]}
          />
        </details>
      )}
    </Panel>
  );
}

function Searches({ figures: { spaces } }: { readonly figures: Evaluation }): VNode {
  return (
    <Panel title="What does a search cost?" footer="Ten nearest; means over drawn queries">
      <Table
        rows={spaces}
        columns={[
          { title: "Space", cell: ({ space }) => <NameOfSpace space={space} /> },
          { title: "Tracks", number: true, cell: ({ tracks }) => countText(tracks) },
          { title: "Dimensions", number: true, cell: ({ dimensions }) => countText(dimensions) },
          {
            title: "Through all",
            number: true,
            cell: ({ search }) => `${numberText(search.exactMs, 2)} ms`,
          },
          {
            title: "Index",
            number: true,
            cell: ({ search: { index } }) => index ? `${numberText(index.ms, 2)} ms` : "–",
          },
          {
            title: "Recall@10",
            number: true,
            cell: ({ search: { index, reduced } }) => {
              const recall = index?.recall ?? reduced?.recall;
              return recall === undefined ? "–" : numberText(recall, 4);
            },
          },
          {
            title: "How",
            cell: ({ search: { index, reason, reduced } }) => (
              <>
                {reduced && reducedText(reduced)}
                {index ? <code class="facts">{settingsText(index.facts)}</code> : reason}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** What it means that a space is too large for memory. */
function reducedText({ from, to, recall }: NonNullable<SpaceFigures["search"]["reduced"]>): string {
  return `${to} of ${
    countText(from)
  } numbers a track are in memory, and the likeliest tracks are read ` +
    `whole and compared; without the index recall@10 is ${
      numberText(recall, 4)
    }. Precision, hubness ` +
    "and agreement are of lists by these numbers. ";
}

/** What an index was built with: numbers by name. */
function settingsText(facts: unknown): string {
  if (typeof facts !== "object" || facts === null) return "";
  return Object.entries(facts).flatMap(([name, value]): string[] => {
    if (typeof value === "object" && value !== null) return [settingsText(value)];
    if (typeof value === "number") return [`${name} ${Math.round(10 * value) / 10}`];
    return typeof value === "string" || typeof value === "boolean" ? [`${name} ${value}`] : [];
  }).join(", ");
}
