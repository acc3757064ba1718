import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { Frame, Mark } from "../../charts/mod.ts";
import type { Evaluation, PrecisionFigure } from "../../similarity/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";
import { NameOfSpace } from "./NameOfSpace.tsx";
import { spaceLabel } from "./space_label.ts";
import { numberText, percentText } from "../../domain/mod.ts";

/** A question with the answer of each space. */
export interface PrecisionLine {
  readonly name: string;
  readonly figures: readonly (
    & Pick<PrecisionFigure, "mean" | "low" | "high" | "chance">
    & { readonly space: string }
  )[];
}

type Line = PrecisionLine & {
  readonly figures: readonly (PrecisionFigure & { readonly space: string })[];
};

/** Whether neighbours share what is known of tracks, beside chance. */
export function Precision({ figures }: { readonly figures: Evaluation }): VNode {
  const all = figures.spaces.flatMap(({ space, precision }) =>
    precision.filter(({ count }) => count > 0).map((figure) => ({ ...figure, space }))
  );
  const lines = linesOf(all.filter(({ queries }) => queries === "all"));
  if (lines.length === 0) {
    return (
      <Panel
        title="Do neighbours share what is known of them?"
        finding="Nothing is known of these tracks: no genre, artist, album or folder is shared by two."
      />
    );
  }
  return (
    <Panel
      title="Do neighbours share what is known of them?"
      finding={findingOf(lines)}
      footer="Precision@k: share of the k nearest with a label of the query; lines: 95 % bootstrap interval; tick: lists at random"
    >
      <div class="precision-plot for-wide">
        <PrecisionPlot lines={lines} />
      </div>
      <div class="precision-plot for-narrow">
        <p class="row">
          {spacesOf(lines).map((space) => <NameOfSpace key={space} space={space} />)}
        </p>
        <PrecisionPlot lines={lines} narrow />
      </div>
      <details>
        <summary>All figures, those of a random 5 % of queries too</summary>
        <Table
          rows={all}
          columns={[
            { title: "Space", cell: ({ space }) => spaceLabel(space) },
            { title: "Label", cell: ({ label }) => label },
            { title: "Left out", cell: ({ apart }) => apart ? `same ${apart}` : "–" },
            { title: "k", number: true, cell: ({ k }) => k },
            { title: "Queries", cell: ({ queries }) => queries === "all" ? "all" : "5 %" },
            { title: "n", number: true, cell: ({ count }) => count },
            { title: "Precision", number: true, cell: ({ mean }) => numberText(mean, 4) },
            {
              title: "95 %",
              number: true,
              cell: ({ low, high }) => `${numberText(low, 4)} to ${numberText(high, 4)}`,
            },
            { title: "Chance", number: true, cell: ({ chance }) => numberText(chance, 4) },
          ]}
        />
      </details>
    </Panel>
  );
}

function linesOf(figures: Line["figures"]): Line[] {
  const groups = Map.groupBy(figures, ({ label, apart, k }) => {
    const others = apart === null ? "" : `, other ${apart}s only`;
    return `${label}${others}, @${k}`;
  });
  return [...groups].map(([name, members]) => ({ name, figures: members }));
}

function findingOf(lines: readonly Line[]): string {
  const tens = lines.filter(({ figures }) => figures[0]?.k === 10);
  const line = tens.find(({ figures }) => figures[0]?.apart !== null) ?? tens[0] ?? lines[0]!;
  const [best, next] = line.figures.toSorted((a, b) => b.mean - a.mean);
  if (!best) return "";
  const times = best.chance > 0 ? `, ${Math.round(best.mean / best.chance)} times chance` : "";
  const other = next
    ? ` ${spaceLabel(next.space)} ${percentText(next.mean, 1)}${
      next.high < best.low ? "" : " (the intervals overlap)"
    }.`
    : "";
  const question = `${line.name[0]!.toUpperCase()}${line.name.slice(1)}`;
  return `${question}: ${spaceLabel(best.space)} ${percentText(best.mean, 1)}${times}.${other}`;
}

function spacesOf(lines: readonly PrecisionLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ figures }) => figures.map(({ space }) => space)))];
}

/** Where things stand, px: questions beside their dots, or above them where there is little room. */
const WIDE = { width: 860, left: 230, right: 740, head: 0 } as const;
const NARROW = { width: 340, left: 16, right: 284, head: 18 } as const;
const DOT_STEP = 13;

/** Precision of spaces on each question: a dot with its interval, and chance as a tick. */
export function PrecisionPlot(
  { lines, narrow = false }: {
    readonly lines: readonly PrecisionLine[];
    readonly narrow?: boolean;
  },
): VNode {
  const { width, left, right, head } = narrow ? NARROW : WIDE;
  const spaces = spacesOf(lines);
  const step = head + spaces.length * DOT_STEP + 10;
  const height = lines.length * step + 44;
  const most = Math.max(...lines.flatMap(({ figures }) => figures.map(({ high }) => high || 0)));
  const x = scaleLinear().domain([0, most || 1]).nice().range([left, right]);
  return (
    <Frame
      kind="precision"
      size={{ width, height }}
      label={`Precision of ${spaces.map(spaceLabel).join(" and ")} on ${lines.length} questions`}
    >
      {x.ticks(narrow ? 3 : 5).map((tick) => (
        <g key={tick} class="axis">
          <line class="grid" x1={x(tick)} x2={x(tick)} y1="4" y2={height - 36} />
          <text class="tick" x={x(tick)} y={height - 20} text-anchor="middle">
            {percentText(tick, 1)}
          </text>
        </g>
      ))}
      {lines.map(({ name, figures }, i) => (
        <g key={name} transform={`translate(0 ${8 + i * step})`}>
          {narrow
            ? <text x="0" y="12">{name}</text>
            : <text x={left - 14} y={step / 2} text-anchor="end">{name}</text>}
          {figures.map((figure) => {
            const y = head + 6 + spaces.indexOf(figure.space) * DOT_STEP;
            const text = `${spaceLabel(figure.space)}: ${percentText(figure.mean, 1, 2)} (${
              percentText(figure.low, 1, 2)
            } to ${percentText(figure.high, 1, 2)}), chance ${percentText(figure.chance, 1, 2)}`;
            return (
              <Mark key={figure.space} reading={text} class={`space-${figure.space}`}>
                <line class="interval" x1={x(figure.low)} x2={x(figure.high)} y1={y} y2={y} />
                <circle class="dot" cx={x(figure.mean)} cy={y} r="4.5" />
                <line
                  class="yardstick"
                  x1={x(figure.chance)}
                  x2={x(figure.chance)}
                  y1={y - 6}
                  y2={y + 6}
                />
                <text class="value" x={x(figure.high) + 8} y={y + 4}>
                  {percentText(figure.mean, 1)} {i === 0 && !narrow ? spaceLabel(figure.space) : ""}
                </text>
              </Mark>
            );
          })}
        </g>
      ))}
    </Frame>
  );
}
