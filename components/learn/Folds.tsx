import type { VNode } from "preact";
import { numberText } from "../../domain/mod.ts";
import { type FoldFigures, meanAndDeviation } from "../../learning/mod.ts";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";

/** What each learner gets in each fold, with mean and deviation. */
export function Folds(
  { results }: {
    readonly results: readonly {
      readonly name: string;
      readonly folds?: readonly FoldFigures[];
    }[];
  },
): VNode | null {
  const rows = results.flatMap(({ name, folds }) => folds ? [{ name, folds }] : []);
  const [first] = rows;
  if (!first) return null;
  return (
    <Panel
      title="How much do the folds differ?"
      footer="Share of a fold's tracks whose most probable label is right. The figures and intervals above are those of all folds together; areas under curves are means over the folds"
    >
      <Table
        rows={rows}
        columns={[
          { title: "Learner", cell: ({ name }) => name },
          ...first.folds.map((_, fold) => ({
            title: `Fold ${fold + 1}`,
            number: true,
            cell: ({ folds }: typeof first) => numberText(folds[fold]?.accuracy ?? NaN, 3),
          })),
          {
            title: "Mean ± deviation",
            number: true,
            cell: ({ folds }) => {
              const { mean, deviation } = meanAndDeviation(folds.map(({ accuracy }) => accuracy));
              return `${numberText(mean, 3)} ± ${numberText(deviation, 3)}`;
            },
          },
        ]}
      />
    </Panel>
  );
}
