/** Works out how much the neighbourhoods of two spaces differ, away from the thread that answers. */
import {
  neighbourhoodsOf,
  neighbourRows,
  overlapOf,
  rowsWithVector,
  sampled,
  seeded,
  type SharedVectors,
  VectorTable,
} from "../similarity/mod.ts";

/** What the worker is asked once. */
export interface DisagreementJob {
  readonly tables: readonly [SharedVectors, SharedVectors];
  readonly k: number;
  /** Tracks that it is worked out for at most. */
  readonly most: number;
}

/** What it says. */
export type DisagreementReport =
  | { readonly kind: "progress"; readonly share: number }
  /** Share of the neighbours that differ, by row of the first table; NaN where not worked out. */
  | { readonly kind: "done"; readonly values: Float32Array };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<DisagreementJob>) => void;
  postMessage(report: DisagreementReport): void;
};

scope.onmessage = ({ data: { tables, k, most } }) => {
  const [a, b] = tables.map((shared) => VectorTable.from(shared)) as [VectorTable, VectorTable];
  const inBoth = rowsWithVector(a).filter((row) => {
    const other = b.rowOf(a.ids[row]!);
    return other !== undefined && b.present[other] === 1;
  });
  const rows = sampled(inBoth, { count: most, random: seeded(1) });
  const others = Uint32Array.from(rows, (row) => b.rowOf(a.ids[row]!)!);
  const report = (from: number) => (done: number) =>
    scope.postMessage({ kind: "progress", share: from + done / rows.length / 2 });
  const first = neighbourhoodsOf(a, { k, queries: rows, progress: report(0) });
  const second = neighbourhoodsOf(b, { k, queries: others, progress: report(0.5) });
  const values = new Float32Array(a.length).fill(NaN);
  for (const [i, row] of rows.entries()) {
    const left = neighbourRows(first, i);
    const right = neighbourRows(second, i).map((found) => a.rowOf(b.ids[found]!) ?? -1 - found);
    values[row] = 1 - overlapOf(left, right);
  }
  scope.postMessage({ kind: "done", values });
};
