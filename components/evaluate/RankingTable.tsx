import type { VNode } from "preact";
import { numberText } from "../../domain/mod.ts";
import { Table } from "../Table.tsx";

/** A query as the page shows it; numbers are NaN where the query has no label. */
export interface RankedQuery {
  readonly id: string;
  readonly title: string;
  readonly labels: string;
  readonly precision: number;
  readonly averagePrecision: number;
  readonly relevant: number;
  readonly neighbours: readonly RankedNeighbour[];
}

/** A neighbour, nearest first. */
export interface RankedNeighbour {
  readonly id: string;
  readonly title: string;
  readonly cosine: number;
  /** Whether it shares a label with the query. */
  readonly hit: boolean;
}

/** Queries with their lists: hits are marked, and each neighbour leads to the pair. */
export function RankingTable(
  { queries, open, href }: {
    readonly queries: readonly RankedQuery[];
    /** The query that is looked at. */
    readonly open: string | undefined;
    /** Address with a query open, and a neighbour beside it. */
    readonly href: (query: string, neighbour?: string) => string;
  },
): VNode {
  return (
    <Table
      caption="Queries and their nearest tracks"
      rows={queries}
      columns={[
        {
          title: "Query",
          cell: ({ id, title }) => (
            <a href={href(id)} aria-current={id === open ? "true" : undefined}>{title}</a>
          ),
        },
        { title: "Label", cell: ({ labels }) => labels || "–" },
        { title: "Precision", number: true, cell: ({ precision }) => numberText(precision, 2) },
        {
          title: "Average precision",
          number: true,
          cell: ({ averagePrecision }) => numberText(averagePrecision, 3),
        },
        { title: "Relevant", number: true, cell: ({ relevant }) => String(relevant) },
        {
          title: "Nearest first",
          cell: (query) => (
            <ol class="ranking">
              {query.neighbours.map(({ id, title, hit, cosine }) => (
                <li key={id} class={hit ? "hit" : undefined}>
                  <a
                    href={href(query.id, id)}
                    title={`cosine ${numberText(cosine, 3)}; the two beside each other`}
                  >
                    {title}
                  </a>
                  {hit && (
                    <span class="hit-mark">
                      ✓<span class="visually-hidden">hit</span>
                    </span>
                  )}
                </li>
              ))}
            </ol>
          ),
        },
      ]}
    />
  );
}
