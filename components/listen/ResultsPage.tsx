import type { VNode } from "preact";
import type { TrackCard } from "../../similar/mod.ts";
import { trackHref } from "../track/facts.ts";
import {
  countText,
  numberText,
  plural,
  type Space,
  spaceInfo,
  spaceNamed,
} from "../../domain/mod.ts";
import {
  type AnsweredTrial,
  FAST,
  type OddResult,
  ONE_SIDED,
  type Preference,
  type Results,
} from "../../listening/mod.ts";
import { buttonClass } from "../Button.tsx";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { PreferenceBar } from "./PreferenceBar.tsx";
import { percent, probability, verdictOf } from "./verdict_text.ts";

/** What the page shows. */
export interface ResultsPageProps {
  readonly results: Results;
  readonly pairs: readonly (readonly [Space, Space])[];
  readonly byStyle: readonly Group[];
  readonly byTempo: readonly Group[];
  readonly cards: Readonly<Record<string, TrackCard>>;
}

/** Answers that are listed on the page. */
const LISTED = 200;

interface Group {
  readonly group: string;
  readonly preference: Preference;
}

/** What all answers to tests of two spaces say, and the answers themselves. */
export function ResultsPage({ results, pairs, byStyle, byTempo, cards }: ResultsPageProps): VNode {
  const { spaces, preference, byListener, odd, agreement } = results;
  const all = preference.first + preference.second + preference.same + preference.neither;
  const address = `/api/listening/results?spaces=${spaces.join(",")}`;
  return (
    <>
      {pairs.length > 1 && (
        <nav class="row" aria-label="Spaces">
          {pairs.map((pair) => (
            <a
              key={pair.join()}
              class={buttonClass("quiet")}
              href={`/listen/results?spaces=${pair.join(",")}`}
              aria-current={pair.join() === spaces.join() ? "true" : undefined}
            >
              {pair.map((space) => spaceInfo(space).label).join(" or ")}
            </a>
          ))}
        </nav>
      )}
      <Panel
        title="Whose neighbours are more alike?"
        finding={verdictOf(preference, spaces)}
        footer={`${plural(all, "answer")} of ${
          plural(results.listeners.length, "listener")
        }; bars: 95 % interval (Wilson) of the share among decided answers; p: exact two-sided sign test, for a number of trials that was settled beforehand: who looks again and again and stops at the first small p finds preferences that are none`}
      >
        <Preferences
          spaces={spaces}
          rows={[
            { group: "All", preference },
            { group: "Without flagged answers", preference: results.unflagged },
            ...byListenerRows(byListener),
          ]}
          first="Listener"
        />
      </Panel>
      <Panel
        title="Did listeners listen?"
        finding={attentionText(results)}
        footer={`A test counts for nothing where it fails two checks or more, and a third of all. Flags exclude nothing: fast is within ${FAST} s of the first sound, one-sided where one side was heard ${ONE_SIDED} times as long as the other; p: sign test of left against right`}
      >
        <Table
          rows={results.sides}
          columns={[
            {
              title: "Listener",
              cell: ({ listener }) => <span class="group" title={listener}>{listener}</span>,
            },
            { title: "Left", number: true, cell: ({ left }) => left },
            { title: "Right", number: true, cell: ({ right }) => right },
            { title: "p", number: true, cell: ({ p }) => probability(p) },
            {
              title: "Sides",
              untitled: true,
              cell: ({ p }) => p < 0.05 ? "chooses one side more than chance explains" : "",
            },
          ]}
        />
      </Panel>
      <Panel title="Does it depend on the style?">
        <Preferences spaces={spaces} rows={byStyle} first="Style of the query" />
      </Panel>
      <Panel title="Does it depend on the tempo?">
        <Preferences spaces={spaces} rows={byTempo} first="Tempo of the query" />
      </Panel>
      <div class="columns">
        <OddPanel odd={odd} />
        <Panel
          title="Do listeners agree?"
          finding={agreement.length === 0
            ? "Two listeners with the same seed hear the same trials; so far no two have."
            : `Mean kappa ${
              numberText(mean(agreement.map(({ kappa }) => kappa)), 2)
            }: 1 is perfect, 0 what chance would give.`}
        >
          {agreement.length > 0 && (
            <Table
              rows={agreement}
              columns={[
                {
                  title: "Listeners",
                  cell: ({ listeners }) => (
                    <span class="group" title={listeners.join(" and ")}>
                      {listeners.join(" and ")}
                    </span>
                  ),
                },
                { title: "Trials", number: true, cell: ({ common }) => countText(common) },
                { title: "Same answer", number: true, cell: ({ same }) => percent(same) },
                { title: "Kappa", number: true, cell: ({ kappa }) => numberText(kappa, 2) },
              ]}
            />
          )}
        </Panel>
      </div>
      <Panel
        title="The trials"
        footer={results.answers.length > LISTED &&
          `The last ${LISTED} of ${countText(results.answers.length)} answers; the files have all`}
        actions={
          <>
            <a class={buttonClass()} href={`${address}&as=tsv`} download data-full-load>TSV</a>
            <a class={buttonClass()} href={`${address}&as=json`} download data-full-load>JSON</a>
          </>
        }
      >
        <Trials results={results} cards={cards} />
      </Panel>
      <p>
        <a href="/listen">Take a test</a>
      </p>
    </>
  );
}

/** What the checks and the flags say. */
function attentionText({ excluded, answers }: Results): string {
  const checks = answers.filter(({ kind }) => kind === "check");
  const failed = checks.filter(({ verdict }) => verdict === "failed").length;
  const flagged = answers.filter(({ flags }) => flags.length > 0).length;
  const out = excluded.map(({ listener, checks, failed }) =>
    `${listener}’s failed ${failed} of ${checks}`
  );
  return [
    checks.length === 0
      ? "No check was asked."
      : `${failed} of ${plural(checks.length, "check")} failed.`,
    out.length === 0 ? "No test is left out." : `Left out: ${out.join("; ")}.`,
    `${plural(flagged, "answer")} flagged.`,
  ].join(" ");
}

function byListenerRows(rows: Results["byListener"]): Group[] {
  return rows.length < 2 ? [] : rows.map(({ name, preference }) => ({ group: name, preference }));
}

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function Preferences(
  { spaces, rows, first }: {
    readonly spaces: readonly [Space, Space];
    readonly rows: readonly Group[];
    readonly first: string;
  },
): VNode {
  const [a = "", b = ""] = spaces.map((space) => spaceInfo(space).label);
  return (
    <Table
      rows={rows}
      columns={[
        { title: first, cell: ({ group }) => <span class="group" title={group}>{group}</span> },
        { title: a, number: true, cell: ({ preference }) => preference.first },
        { title: b, number: true, cell: ({ preference }) => preference.second },
        { title: "alike", number: true, cell: ({ preference }) => preference.same },
        { title: "neither", number: true, cell: ({ preference }) => preference.neither },
        {
          title: `Share of ${a}`,
          cell: ({ preference }) => <PreferenceBar interval={preference.interval} chance={0.5} />,
        },
        { title: "p", number: true, cell: ({ preference }) => probability(preference.p) },
      ]}
    />
  );
}

function OddPanel({ odd }: { readonly odd: readonly OddResult[] }): VNode {
  return (
    <Panel
      title="Is the odd one out found?"
      footer="Two neighbours in a space and one track from its farther half; chance finds one in three"
    >
      <Table
        rows={odd}
        columns={[
          { title: "Space", cell: ({ space }) => spaceInfo(space).label },
          { title: "Found", number: true, cell: ({ right }) => right },
          { title: "Missed", number: true, cell: ({ wrong }) => wrong },
          { title: "Unsure", number: true, cell: ({ unsure }) => unsure },
          {
            title: "Share found",
            cell: ({ interval }) => <PreferenceBar interval={interval} chance={1 / 3} />,
          },
          { title: "p", number: true, cell: ({ p }) => probability(p) },
        ]}
      />
    </Panel>
  );
}

function Trials(
  { results, cards }: Pick<ResultsPageProps, "results" | "cards">,
): VNode {
  const [a, b] = results.spaces.map((space) => spaceInfo(space).label);
  const link = (id: string) => {
    const card = cards[id];
    return card
      ? (
        <>
          <a href={trackHref(id)}>{card.title}</a>{" "}
          <a
            href={`/similar?track=${encodeURIComponent(id)}&space=${
              results.spaces.join("&space=")
            }`}
            aria-label={`${card.title} in both spaces`}
            class="hop"
            title="In both spaces"
          >
            ≈
          </a>
        </>
      )
      : <span class="muted">left the collection</span>;
  };
  return (
    <Table
      rows={results.answers.slice(-LISTED)}
      columns={[
        {
          title: "Listener",
          cell: ({ listener }) => <span class="group" title={listener}>{listener}</span>,
        },
        { title: "Query", cell: ({ query }) => link(query) },
        { title: `${a}, or neighbour`, cell: ({ tracks }) => link(tracks[0]) },
        { title: `${b}, or odd one`, cell: ({ tracks }) => link(tracks[1]) },
        { title: "Answer", cell: answerText },
        {
          title: "Flags",
          cell: ({ flags, excluded }) => [...flags, ...(excluded ? ["left out"] : [])].join(", "),
        },
        { title: "Time", number: true, cell: ({ seconds }) => `${Math.round(seconds)} s` },
      ]}
    />
  );
}

function answerText({ kind, verdict, space }: AnsweredTrial): string {
  if (kind === "check") return `check ${verdict}`;
  if (kind === "odd") {
    const said = verdict === "right" ? "found" : verdict === "wrong" ? "missed" : "unsure";
    return `odd one ${said} (${spaceInfo(space!).label})`;
  }
  const winner = spaceNamed(verdict);
  return winner ? spaceInfo(winner).label : `${verdict}`;
}
