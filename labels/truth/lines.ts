import { type Columns, titleAt } from "../../domain/mod.ts";
import { PUBLISHED, type Truth } from "./report.ts";

/** Worst tracks that are named in a report of lines. */
const NAMED = 3;

/** Truths in lines to be read, with published figures beside them. */
export function* truthLines(truths: readonly Truth[], columns: Columns): Generator<string> {
  for (const [set, some] of Map.groupBy(truths, ({ set }) => set)) {
    yield `Measured against the labels ${columns.labels?.[set]?.set.name ?? set} (${set})`;
    for (const truth of some) yield* linesOf(truth, columns);
    for (const { what, figure, source } of PUBLISHED[set] ?? []) {
      yield `  published: ${what}`.padEnd(50) + `${figure} (${source})`;
    }
  }
}

function* linesOf(truth: Truth, columns: Columns): Generator<string> {
  const { count, missing } = truth.figures;
  const n = `n ${count}${missing > 0 ? `, ${missing} without estimate` : ""}`;
  const what = truth.field && truth.field !== truth.estimator
    ? `${truth.estimator} against ${truth.field}`
    : truth.kind === "key"
    ? `key by ${truth.estimator}`
    : truth.estimator;
  yield `  ${what}`.padEnd(30) + `${figuresText(truth)}, ${n}`;
  const worst = truth.worst.slice(0, NAMED).map(({ row, truth, estimate }) =>
    `${titleAt(columns, row)} (${estimate} for ${truth})`
  );
  if (worst.length > 0) yield `    furthest: ${worst.join(", ")}`;
}

function figuresText(truth: Truth): string {
  switch (truth.kind) {
    case "tempo": {
      const { accuracy1, accuracy2 } = truth.figures;
      return `accuracy 1 ${percent(accuracy1[4])} at 4 %, ${percent(accuracy1[2])} at 2 %; ` +
        `accuracy 2 ${percent(accuracy2[4])} at 4 %, ${percent(accuracy2[2])} at 2 %`;
    }
    case "key": {
      const { weighted, relations } = truth.figures;
      const parts = Object.entries(relations).map(([relation, tracks]) => `${relation} ${tracks}`);
      return `weighted ${weighted.toFixed(3)} (${parts.join(", ")})`;
    }
    case "number": {
      const { r2, r, ccc, mae, bias } = truth.figures;
      return `R² ${r2.toFixed(3)}, r ${r.toFixed(3)}, CCC ${ccc.toFixed(3)}, MAE ${
        mae.toFixed(3)
      }, bias ${bias.toFixed(3)}`;
    }
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
