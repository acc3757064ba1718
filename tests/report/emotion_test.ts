import assert from "node:assert/strict";
import { EMOTION_CELLS, emotionAxis, emotionOf } from "../../report/emotion.ts";
import { columnsOf } from "../fixtures/musav.ts";

const { from, to, cell } = emotionAxis("arousal");
const cells = EMOTION_CELLS;

function gridOf(points: readonly (readonly [number, number])[]) {
  return emotionOf(columnsOf(points.map(([arousal, valence], i) => ({
    id: `t${i}`,
    values: { arousal, valence },
  }))));
}

Deno.test("emotionOf() puts a track on an edge into the cell above, at the end into the last", () => {
  for (let i = 0; i <= cells; i++) {
    const { grid, outside } = gridOf([[from + i * cell, from]]);
    assert.equal(outside, 0);
    assert.equal(grid[Math.min(cells - 1, i)]![0], 1, `edge ${i}`);
  }
});

Deno.test("emotionOf() counts what lies off the grid, and what has one axis alone", () => {
  const { grid, outside, n, missing } = gridOf([
    [from - 0.01, 5],
    [to + 0.01, 5],
    [5, from - 0.01],
    [5, to + 0.01],
    [5, NaN],
  ]);
  assert.deepEqual({ outside, n, missing }, { outside: 4, n: 4, missing: 1 });
  assert.equal(grid.flat().reduce((a, b) => a + b), 0);
});
