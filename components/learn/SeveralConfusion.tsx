import type { VNode } from "preact";
import { Matrix } from "../../charts/mod.ts";
import { plural } from "../../domain/mod.ts";
import { missedForWrong, type SeveralLabels } from "../../learning/mod.ts";
import { Panel } from "../Panel.tsx";
import { Sized } from "../Sized.tsx";
import { LONGEST_ACROSS, MOST_DRAWN, MOST_NUMBERED } from "./_matrix_sizes.ts";

/** What stands where a track has no mistake of the one kind. */
const NONE = "none";

/**
 * Where tracks bear several labels there is no one label that another is taken for: which labels are missed
 * on tracks where which others are wrongly found.
 */
export function SeveralConfusion(
  { classes, labels, href: leading }: {
    readonly classes: readonly string[];
    readonly labels: SeveralLabels;
    /** Where the tracks of a cell are. */
    readonly href: (asked: Readonly<Record<string, string>>) => string;
  },
): VNode {
  const k = classes.length;
  const cells = missedForWrong(labels, k);
  const names = [...classes, NONE];
  const counts = names.map((_, row) => [...cells.subarray(row * (k + 1), (row + 1) * (k + 1))]);
  let most = { count: 0, missed: 0, wrong: 0 };
  for (let missed = 0; missed < k; missed++) {
    for (let wrong = 0; wrong < k; wrong++) {
      const count = counts[missed]![wrong]!;
      if (count > most.count) most = { count, missed, wrong };
    }
  }
  const isSmall = k > MOST_NUMBERED;
  const matrix = (width: number, small: boolean) => (
    <Matrix
      spec={{
        rows: names,
        columns: names,
        counts,
        title: "Missed labels in rows, wrongly found ones in columns",
        of: "row",
        small,
        upright: small || classes.some(({ length }) => length > LONGEST_ACROSS),
        href: ({ row, column, count }) =>
          count === 0 ? undefined : leading({
            ...(row !== NONE && { missed: row }),
            ...(column !== NONE && { wrong: column }),
          }),
      }}
      width={width}
    />
  );
  return (
    <Panel
      title="What is found where what is missed?"
      finding={most.count > 0
        ? `Most often ${classes[most.wrong]} is found wrongly where ${
          classes[most.missed]
        } is missed: ${plural(most.count, "track")}.`
        : "On no track is a label missed and another wrongly found."}
      footer={`Missed labels in rows, wrongly found ones in columns; “${NONE}”: nothing missed, or nothing wrongly found. A track counts in every pair that is its, so cells do not sum to tracks. Each cell leads to its tracks`}
    >
      {k > MOST_DRAWN
        ? <p>{plural(k, "label")}: too many for a table; the labels one by one are below.</p>
        : isSmall
        ? <div class="wide-chart">{matrix(Math.max(520, 140 + 17 * (k + 1)), true)}</div>
        : <Sized draw={(width) => matrix(width, width < 400)} />}
    </Panel>
  );
}
