import type { ComponentChildren, VNode } from "preact";
import { countText, plural, type TrackId } from "../../domain/mod.ts";
import {
  describeClause,
  formatQuery,
  type Problem,
  type Query,
  withoutClause,
} from "../../query/mod.ts";
import type { TrackCard } from "../../similar/mod.ts";
import { clock, Missing } from "../mod.ts";
import { Num } from "../Num.tsx";
import { Table } from "../Table.tsx";

/** What a list of tracks without script shows. */
export interface PlainTracksProps {
  readonly total: number;
  readonly matching: number;
  readonly query: Query;
  readonly problems: readonly Problem[];
  /** How many matching tracks come before the first one listed. */
  readonly offset: number;
  readonly tracks: readonly TrackCard[];
  /** The page, which is asked again for others: `/explore`. */
  readonly page: string;
  /** Where a track leads. */
  readonly href: (id: TrackId) => string;
  /** How many tracks the page lists. */
  readonly limit: number;
  /** What else can be done with them. */
  readonly children?: ComponentChildren;
}

/** The tracks that match, as a table that the server makes, with what is asked and the way to others. */
export function PlainTracks(
  { total, matching, query, problems, offset, tracks, page, href, limit, children }:
    PlainTracksProps,
): VNode {
  const at = (next: Query, from: number) => {
    const written = formatQuery(next);
    const parts = [...(written === "" ? [] : [written]), ...(from > 0 ? [`offset=${from}`] : [])];
    return parts.length === 0 ? page : `${page}?${parts.join("&")}`;
  };
  const clauses = Object.entries(query.clauses);
  return (
    <section class="panel plain" aria-label="Tracks">
      <header>
        <h2>{countText(matching)} of {plural(total, "track")}</h2>
        <p class="finding">
          Maps, histograms and brushes need JavaScript, which is off here. This list, its downloads
          and the pages of the tracks do not.
        </p>
      </header>
      {clauses.length > 0 && (
        <ul class="chips">
          {clauses.map(([id, clause]) => (
            <li key={id} class="chip on">
              {describeClause(clause)}{" "}
              <a
                href={at(withoutClause(query, id), 0)}
                aria-label={`Drop ${describeClause(clause)}`}
              >
                ×
              </a>
            </li>
          ))}
        </ul>
      )}
      {problems.map(({ parameter, value, reason }) => (
        <p key={parameter} class="problem">{parameter}={value}: {reason}</p>
      ))}
      <Table
        rows={tracks}
        columns={[
          { title: "Title", cell: ({ id, title }) => <a href={href(id)}>{title}</a> },
          { title: "Artist", cell: ({ artist }) => artist ?? <Missing /> },
          { title: "Style", cell: ({ style, tag }) => style ?? tag ?? <Missing /> },
          {
            title: "Tempo",
            number: true,
            cell: ({ tempo_bpm: tempo }) => <Num value={tempo ?? NaN} digits={1} unit="BPM" />,
          },
          { title: "Key", cell: ({ key }) => key ?? <Missing /> },
          {
            title: "Loudness",
            number: true,
            cell: ({ loudness_lufs: loudness }) => (
              <Num value={loudness ?? NaN} digits={1} unit="LUFS" />
            ),
          },
          {
            title: "Duration",
            number: true,
            cell: ({ duration_s: duration }) => duration === null ? <Missing /> : clock(duration),
          },
        ]}
      />
      <p class="row">
        {offset > 0 && <a href={at(query, Math.max(0, offset - limit))}>Previous {limit}</a>}
        {offset + tracks.length < matching && <a href={at(query, offset + limit)}>Next {limit}</a>}
      </p>
      {children}
    </section>
  );
}
