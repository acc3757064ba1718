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

/** Queries with their lists: hits are filled, and each neighbour leads to what it has in common. */
export function RankingTable(
  { queries, space }: { readonly queries: readonly RankedQuery[]; readonly space: string },
): VNode {
  return (
    <Table
      caption="Queries and their nearest tracks"
      rows={queries}
      columns={[
        {
          title: "Query",
          cell: ({ id, title }) => <a href={`/track/${encodeURIComponent(id)}`}>{title}</a>,
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
                    href={`/similar?track=${encodeURIComponent(query.id)}&space=${space}&why=${
                      encodeURIComponent(id)
                    }`}
                    title={`cosine ${numberText(cosine, 3)}; what the two have in common`}
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
