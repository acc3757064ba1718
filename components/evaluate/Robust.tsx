import type { VNode } from "preact";
import { numberText, percentText, plural } from "../../domain/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { NameOfSpace } from "./NameOfSpace.tsx";

/** One space under one alteration. */
export interface RobustRow {
  readonly space: string;
  /** What the alterations of one curve have in common, such as `mp3`. */
  readonly kind: string;
  /** In a few words. */
  readonly alteration: string;
  readonly tracks: number;
  readonly nearest: number;
  readonly median: number;
  readonly worst: number;
  readonly cosine: number;
}

const [WIDTH, HEIGHT, PAD] = [220, 90, 8];

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
  const kinds = [...Map.groupBy(rows, ({ kind }) => kind)].filter(([, own]) =>
    new Set(own.map(({ alteration }) => alteration)).size > 1
  );
  return (
    <Panel
      title="Is a copy still nearest?"
      finding={`Of ${
        plural(tracks, "track")
      }, altered and analysed again: share of copies whose original is the nearest of all tracks.`}
      footer="By deno task evaluate --robust. Curves go from the mildest alteration to the strongest, from 0 at the bottom to all copies at the top"
    >
      <p class="row">
        {[...new Set(rows.map(({ space }) => space))].map((space) => (
          <NameOfSpace key={space} space={space} />
        ))}
      </p>
      <div class="robust-curves">
        {kinds.map(([kind, own]) => <Curves key={kind} rows={own} />)}
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

function Curves({ rows }: { readonly rows: readonly RobustRow[] }): VNode {
  const steps = [...new Set(rows.map(({ alteration }) => alteration))];
  const x = (step: number) => PAD + step * (WIDTH - 2 * PAD) / (steps.length - 1);
  const y = (share: number) => HEIGHT - PAD - share * (HEIGHT - 2 * PAD);
  const words = `${steps[0]} to ${steps.at(-1)}`;
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Share nearest, ${words}`}>
        <path
          class="robust-axis"
          d={`M${PAD},${y(1)}H${WIDTH - PAD}M${PAD},${y(0)}H${WIDTH - PAD}`}
        />
        {[...Map.groupBy(rows, ({ space }) => space)].map(([space, own]) => (
          <g key={space} class={`space-${space} robust-curve`}>
            <polyline
              points={own.map(({ nearest }, step) =>
                `${x(step)},${y(nearest)}`
              ).join(" ")}
            />
            {own.map(({ alteration, nearest }, step) => (
              <circle key={alteration} cx={x(step)} cy={y(nearest)} r={3}>
                <title>{`${space}, ${alteration}: ${percentText(nearest, 1)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
