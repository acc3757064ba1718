import type { VNode } from "preact";
import { countText, numberText, percentText, plural, spaceInfo } from "../../domain/mod.ts";
import type { CombiningAnswer } from "../../similar/mod.ts";
import { NameOfSpace } from "../evaluate/NameOfSpace.tsx";
import { PrecisionPlot } from "../evaluate/Precision.tsx";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";

/** Precision of a combination beside that of each of its parts. */
export function CombinedFigures(
  { answer, nameOf }: {
    readonly answer: CombiningAnswer;
    /** The name of a kind of label. */
    readonly nameOf: (label: string) => string;
  },
): VNode {
  const { space, spaces, figures, k, seed, others, tracks, queries, chosen_by } = answer;
  const lines = figures.map(({ label, apart, precision, chance }) => ({
    name: `${nameOf(label)}${apart ? apartText(label) : ""}, @${k}`,
    figures: precision.flatMap((mean, i) =>
      spaces.indexOf(spaces[i]!) === i ? [{ ...mean, space: spaces[i]!, chance }] : []
    ),
  }));
  return (
    <Panel
      title="What is it worth?"
      finding={<output>{findingOf(answer, nameOf)}</output>}
      footer={`${plural(queries, "query", "queries")} among ${
        plural(tracks, "track")
      } with a vector in every ` +
        `part, seed ${seed}` +
        (chosen_by > 0
          ? `; the weights were chosen by ${countText(chosen_by)} other queries`
          : "") +
        "; lines: 95 % bootstrap interval; tick: lists at random" +
        (others ? "" : "; neighbours of the same artist count")}
    >
      {lines.length > 0 && (
        <>
          <div class="precision-plot for-wide">
            <PrecisionPlot lines={lines} />
          </div>
          <div class="precision-plot for-narrow">
            <p class="row">
              {[...new Set(spaces)].map((one) => <NameOfSpace key={one} space={one} />)}
            </p>
            <PrecisionPlot lines={lines} narrow />
          </div>
          <Table
            caption={`${spaceInfo(space).label} beside the best of its parts, query by query`}
            rows={figures.filter(({ gain }) => gain !== null)}
            columns={[
              {
                title: "Label",
                cell: ({ label, apart }) => `${nameOf(label)}${apart ? apartText(label) : ""}`,
              },
              {
                title: `Precision@${k}`,
                number: true,
                cell: ({ precision }) => percentText(precision.at(-1)!.mean, 1, 2),
              },
              { title: "Best part", cell: ({ gain }) => spaceInfo(spaces[gain!.over]!).label },
              {
                title: "Its precision",
                number: true,
                cell: ({ gain, precision }) => percentText(precision[gain!.over]!.mean, 1, 2),
              },
              {
                title: "Gain, % points",
                number: true,
                cell: ({ gain }) => pointsText(gain!.difference.mean),
              },
              {
                title: "95 %",
                number: true,
                cell: ({ gain: gain }) =>
                  `${pointsText(gain!.difference.low)} to ${pointsText(gain!.difference.high)}`,
              },
              { title: "n", number: true, cell: ({ gain }) => countText(gain!.difference.count) },
            ]}
          />
        </>
      )}
    </Panel>
  );
}

function apartText(label: string): string {
  return label === "artist" ? ", other albums only" : ", other artists only";
}

function pointsText(share: number): string {
  const points = numberText(100 * share, 2);
  return share > 0 ? `+${points}` : points;
}

/** By the first kind of label. */
function findingOf(
  { space, spaces, figures, k }: CombiningAnswer,
  nameOf: (label: string) => string,
): string {
  const [figure] = figures;
  if (!figure) return "No query has a label, so nothing can be said.";
  const { label, gain, precision } = figure;
  const name = nameOf(label);
  const own =
    `${spaceInfo(space).label} finds ${percentText(precision.at(-1)!.mean, 1, 2)} of the ` +
    `${k} nearest with the query's ${name}`;
  if (!gain || spaces[gain.over] === space) return `${own}.`;
  const { mean, low, high } = gain.difference;
  const part = spaceInfo(spaces[gain.over]!).label;
  const points = numberText(Math.abs(100 * mean), 2);
  if (low > 0) return `${own}, ${points} points more than ${part} alone.`;
  if (high < 0) return `${own}, ${points} points fewer than ${part} alone.`;
  return `${own}; ${part} alone, ${
    percentText(precision[gain.over]!.mean, 1, 2)
  }: so many queries cannot tell which is better.`;
}
