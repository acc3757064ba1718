import type { VNode } from "preact";
import { Steps } from "../../charts/mod.ts";
import { numberText, percentText, plural } from "../../domain/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { NameOfSpace } from "./NameOfSpace.tsx";

/** One space under one alteration. */
export interface RobustRow {
  readonly space: string;
  /** What the alterations of one curve differ in, such as `mp3, kbit/s`, and how much of it. */
  readonly of: string;
  readonly step: string;
  /** In a few words. */
  readonly alteration: string;
  readonly tracks: number;
  readonly nearest: number;
  readonly median: number;
  readonly worst: number;
  readonly cosine: number;
}

const SIZE = { width: 320, height: 170 };

/** Whether a copy that was encoded, trimmed or otherwise altered is still nearest to its original. */
export function Robust(
  { rows, tracks, most }: {
    readonly rows: readonly RobustRow[];
    readonly tracks: number;
    /** Ranks from here on are told as one. */
    readonly most: number;
  },
): VNode {
  const rank = (value: number) => value >= most ? `over ${most - 1}` : String(value);
  const kinds = [...Map.groupBy(rows, ({ of }) => of)].filter(([, own]) =>
    new Set(own.map(({ step }) => step)).size > 1
  );
  return (
    <Panel
      title="Is a copy still nearest?"
      finding={`Of ${
        plural(tracks, "track")
      }, altered and analysed again: share of copies whose original is the nearest of all tracks.`}
      footer="By deno task evaluate --robust. Each curve goes from the mildest alteration to the strongest"
    >
      <p class="row">
        {[...new Set(rows.map(({ space }) => space))].map((space) => (
          <NameOfSpace key={space} space={space} />
        ))}
      </p>
      <div class="robust-curves">
        {kinds.map(([of, own]) => <Curves key={of} of={of} rows={own} />)}
      </div>
      <details>
        <summary>Each alteration</summary>
        <Table
          rows={rows}
          columns={[
            { title: "Space", cell: ({ space }) => <NameOfSpace space={space} /> },
            { title: "Alteration", cell: ({ alteration }) => alteration },
            { title: "Nearest", number: true, cell: ({ nearest }) => percentText(nearest, 1) },
            { title: "Median rank", number: true, cell: ({ median }) => rank(median) },
            { title: "Worst rank", number: true, cell: ({ worst }) => rank(worst) },
            { title: "Cosine", number: true, cell: ({ cosine }) => numberText(cosine, 4) },
            { title: "Copies", number: true, cell: ({ tracks }) => tracks },
          ]}
        />
      </details>
    </Panel>
  );
}

function Curves({ of, rows }: { readonly of: string; readonly rows: readonly RobustRow[] }): VNode {
  return (
    <figure>
      <Steps
        size={SIZE}
        spec={{
          steps: [...new Set(rows.map(({ step }) => step))],
          series: [...Map.groupBy(rows, ({ space }) => space)].map(([space, own]) => ({
            name: space,
            colour: `space-${space}`,
            shares: own.map(({ nearest }) => nearest),
          })),
          x: of,
          y: "original nearest",
        }}
      />
    </figure>
  );
}
