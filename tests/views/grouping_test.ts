import assert from "node:assert/strict";
import type { Columns, LabelColumn } from "../../domain/mod.ts";
import { EMPTY_QUERY, selectRows, withClause } from "../../query/mod.ts";
import { crossOf, type Grouping, groupingOf, groupingsOf } from "../../views/explore/grouping.ts";
import { madeColumns, withMadeLabels } from "../query/fixtures.ts";

const MADE = madeColumns(400, 5);
/** With labels that lie below one another; every third track has none, every fifth two. */
const COLUMNS = withLabelled({ mood: madeLabels(MADE.length) });
const GROUPINGS = groupingsOf(COLUMNS).map(({ id }) =>
  groupingOf(COLUMNS, { id, profile: "edma" })!
);

function withLabelled(more: Columns["labels"]): Columns {
  const made = withMadeLabels(MADE);
  return { ...made, labels: { ...made.labels, ...more } };
}

function madeLabels(length: number): LabelColumn {
  const rows = Array.from(
    { length },
    (_, row) => row % 3 === 0 ? [] : row % 5 === 0 ? [1, 2] : [row % 4],
  );
  const ends = rows.reduce<number[]>((ends, own) => [...ends, ends.at(-1)! + own.length], [0]);
  return {
    set: {
      id: "mood",
      name: "Mood",
      kind: "hand",
      origin: "hand",
      classes: ["calm", "very calm", "loud", "too loud"],
      parents: [-1, 0, -1, 2],
      several: true,
      fields: [],
      joined: 1,
    },
    offsets: Uint32Array.from(ends),
    classes: Uint16Array.from(rows.flat()),
    present: Uint8Array.from(rows, (own) => own.length > 0 ? 1 : 0),
    aspects: {},
    names: {},
  };
}

function asked(...clauses: readonly ReturnType<Grouping["clause"]>[]): number {
  return selectRows(COLUMNS, clauses.reduce(withClause, EMPTY_QUERY)).length;
}

Deno.test("a group has as many tracks as the query that it asks for lets in", () => {
  assert.ok(
    GROUPINGS.some(({ id }) => id === "label.mood") && GROUPINGS.length >= 5,
    GROUPINGS.map(({ id }) => id).join(),
  );
  const mask = new Uint8Array(COLUMNS.length).fill(1);
  for (const rows of GROUPINGS) {
    const { selected, all, none } = crossOf(rows, { columns: undefined, mask });
    rows.names.forEach((name, code) =>
      assert.equal(selected[code], asked(rows.clause(code)), `${rows.id} ${name}`)
    );
    assert.deepEqual(selected, all);
    if (!rows.several) assert.equal(selected.reduce((sum, n) => sum + n, none), COLUMNS.length);
  }
});

Deno.test("a cell of two groups has as many tracks as both queries together", () => {
  const [style, key] = ["style_parent", "key"].map((id) => GROUPINGS.find((by) => by.id === id)!);
  const mask = new Uint8Array(COLUMNS.length).fill(1);
  const cross = crossOf(style!, { columns: key, mask });
  style!.names.forEach((_, row) =>
    key!.names.forEach((_, column) =>
      assert.equal(
        cross.cells[row * key!.names.length + column],
        asked(style!.clause(row), key!.clause(column)),
      )
    )
  );
});

Deno.test("what is not selected is counted in all alone", () => {
  const rows = GROUPINGS[0]!;
  const cross = crossOf(rows, { columns: rows, mask: new Uint8Array(COLUMNS.length) });
  assert.ok(cross.selected.every((count) => count === 0) && cross.all.some((count) => count > 0));
  assert.ok(cross.cells.every((count) => count === 0) && cross.none === 0);
});
