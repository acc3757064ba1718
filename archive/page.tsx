import { Bars } from "../charts/mod.ts";
import {
  buttonClass,
  clock,
  EmptyState,
  HeadParts,
  Icon,
  Missing,
  Num,
  SkipLink,
  Table,
  type TableColumn,
  Wordmark,
} from "../components/mod.ts";
import type { Counts, DataRow, DataSet } from "../dataset/mod.ts";
import { CATEGORY_DESCRIPTORS, countText, plural, STYLE_PARENTS } from "../domain/mod.ts";
import {
  describeClause,
  formatQuery,
  type Query,
  withClause,
  withoutClause,
} from "../query/mod.ts";
import ArchiveHistograms from "../islands/ArchiveHistograms.tsx";
import { addressOf } from "../views/archive/address.ts";
import { asset } from "../web/mod.ts";
import type { Asked } from "./answers.ts";

/** Descriptors whose histograms stand on the page, where any track has them. */
export const SHOWN = ["tempo", "loudness", "duration", "year", "danceability", "energy"] as const;
export const NAMED = ["key_edma", "style_parent"] as const;

/** What the page shows. */
export interface PageData {
  readonly set: DataSet;
  readonly asked: Asked;
  readonly matching: number;
  readonly rows: readonly DataRow[];
  readonly counts: ReadonlyMap<string, Counts>;
}

const STYLES = ["charts", "tokens", "base", "components", "histograms"];
const NAMES_WIDTH = 340;

/** The page of a data set: what matches, its histograms, and a table to page through; works without script. */
export function ArchivePage(data: PageData) {
  const { set, asked, matching, rows } = data;
  const { query, problems } = asked;
  return (
    <html lang="en">
      <head>
        <HeadParts
          title={`${countText(matching)} of ${plural(set.total, "track")} · Fonoteca`}
          styles={STYLES}
          asset={asset}
        />
      </head>
      <body>
        <SkipLink />
        <header class="top">
          <Wordmark page="all tracks" />
          <Search query={query} />
        </header>
        <main id="main" class="archive">
          <h1>{countText(matching)} of {plural(set.total, "track")}</h1>
          <p class="muted">
            Read-only, from{" "}
            {set.location}. Any query of Explore's address works here; charts leave out what they
            filter themselves.
            {set.twice > 0 &&
              ` ${plural(set.twice, "track has", "tracks have")} audio that another part has too.`}
          </p>
          {problems.length > 0 && (
            <div class="notice" role="alert">
              {problems.map(({ parameter, value, reason }) => (
                <p key={parameter}>{parameter}={value}: {reason}</p>
              ))}
            </div>
          )}
          <Clauses query={query} />
          <Charts {...data} />
          {rows.length === 0
            ? <EmptyState title="No track here">Leave out a filter, or go back a page.</EmptyState>
            : <Tracks {...data} />}
        </main>
      </body>
    </html>
  );
}

function Search({ query }: { query: Query }) {
  const text = query.clauses["q"];
  const rest = new URLSearchParams(formatQuery(withoutClause(query, "q")));
  return (
    <form class="search" role="search" action="/" data-swap="search">
      <Icon name="search" />
      <input
        class="input"
        id="search"
        name="q"
        type="search"
        value={text?.kind === "text" ? text.text : ""}
        placeholder="Title, artist, path"
        aria-label="Search title, artist, album, genre and path"
      />
      {[...rest].map(([name, value]) => (
        <input
          key={name}
          type="hidden"
          name={name}
          value={value}
        />
      ))}
    </form>
  );
}

function Clauses({ query }: { query: Query }) {
  const clauses = Object.entries(query.clauses);
  if (clauses.length === 0) return null;
  return (
    <ul class="row" aria-label="Filters">
      {clauses.map(([id, clause]) => (
        <li key={id} class="chip on">
          {describeClause(clause)}{" "}
          <a
            href={addressOf(withoutClause(query, id))}
            aria-label={`Drop ${describeClause(clause)}`}
          >
            ×
          </a>
        </li>
      ))}
    </ul>
  );
}

function Charts({ asked: { query }, counts }: PageData) {
  const there = <Id extends string>(ids: readonly Id[]) =>
    ids.flatMap((id) => {
      const found = counts.get(id);
      return found?.counts.some((count) => count > 0) ? [{ id, ...found }] : [];
    });
  return (
    <>
      <ArchiveHistograms asked={formatQuery(query)} histograms={there(SHOWN)} />
      <div class="row" style={{ flexWrap: "wrap", alignItems: "start" }}>
        {there(NAMED).map(({ id, ...found }) => (
          <NameChart key={id} query={query} counts={found} id={id} />
        ))}
      </div>
    </>
  );
}

function NameChart({ query, counts: { counts, missing }, id }: {
  query: Query;
  counts: Counts;
  id: string;
}) {
  const descriptor = CATEGORY_DESCRIPTORS.find((each) => each.id === id);
  const names = descriptor?.names ?? STYLE_PARENTS;
  const rows = names.map((name, i) => ({ name, count: counts[i]! })).filter((row) => row.count > 0)
    .sort((a, b) => b.count - a.count);
  const none = { name: "no value", count: missing, missing: true };
  const spec = {
    title: "tracks",
    rows: missing > 0 ? [...rows, none] : rows,
    href: (row: { readonly name: string; readonly missing?: boolean }) =>
      addressOf(withClause(query, {
        kind: "category",
        descriptor: id,
        names: row.missing ? [] : [row.name],
        missing: row.missing ? "only" : "exclude",
      })),
  };
  return (
    <section aria-label={descriptor?.label ?? "Styles"}>
      <h2>{descriptor?.label ?? "Styles"}</h2>
      <Bars spec={spec} width={NAMES_WIDTH} />
    </section>
  );
}

/** What the table reads of a track. */
export const TABLE_COLUMNS = [
  "id",
  "path",
  "title",
  "artist",
  "tempo_bpm",
  "key_edma",
  "scale_edma",
  "loudness_lufs",
  "duration_s",
] as const;

const COLUMNS: readonly TableColumn<DataRow>[] = [
  {
    title: "Track",
    untitled: true,
    cell: ({ title, path, artist }) => `${title || path}${artist ? ` · ${artist}` : ""}`,
  },
  {
    title: "Tempo",
    number: true,
    cell: ({ tempo_bpm: tempo }) => <Num value={numberOf(tempo)} digits={1} unit="BPM" />,
  },
  {
    title: "Key (edma)",
    cell: ({ key_edma: key, scale_edma: scale }) => key ? `${key} ${scale}` : <Missing />,
  },
  {
    title: "Loudness",
    number: true,
    cell: ({ loudness_lufs: loudness }) => (
      <Num
        value={numberOf(loudness)}
        digits={1}
        unit="LUFS"
      />
    ),
  },
  {
    title: "Duration",
    number: true,
    cell: ({ duration_s: duration }) => clock(numberOf(duration)),
  },
];

function Tracks({ asked, matching, rows }: PageData) {
  const { query, offset, limit } = asked;
  const text = formatQuery(query);
  const last = offset + rows.length;
  return (
    <>
      <div class="row">
        {(["m3u8", "xspf"] as const).map((format) => (
          <a key={format} class={buttonClass()} href={`/api/playlist.${format}?${text}`}>
            {format.toUpperCase()}
          </a>
        ))}
        <a class={buttonClass()} href={`/api/table.tsv?${text}`}>TSV with all values</a>
      </div>
      <Table
        caption={`Tracks ${countText(offset + 1)} to ${countText(last)}`}
        columns={COLUMNS}
        rows={rows}
      />
      <nav class="row" aria-label="Pages of the table">
        {offset > 0 && (
          <a
            class={buttonClass()}
            href={addressOf(query, { offset: Math.max(0, offset - limit), limit })}
          >
            Back
          </a>
        )}
        {last < matching && (
          <a class={buttonClass()} href={addressOf(query, { offset: last, limit })}>Further</a>
        )}
      </nav>
    </>
  );
}

function numberOf(value: string | number | null | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
