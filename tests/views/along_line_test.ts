import assert from "node:assert/strict";
import { rowsAlong } from "../../views/map/along_line.ts";

/** An 11 × 11 lattice, row 11 y + x, and a track without a place. */
const LATTICE = Float32Array.from(
  [...Array.from({ length: 121 }, (_, i) => [i % 11, Math.floor(i / 11)]).flat(), NaN, NaN],
);
const ALL = new Uint8Array(122).fill(1);
const corner = { line: [0, 0, 10, 0, 10, 10], mask: ALL, reach: 0.4 };

Deno.test("rowsAlong() follows a line with a corner from its beginning to its end", () => {
  const rows = rowsAlong(LATTICE, { ...corner, count: 21 });
  const expected = Array.from({ length: 21 }, (_, i) => i <= 10 ? i : 10 + 11 * (i - 10));
  assert.deepEqual(rows, expected);
  assert.deepEqual(rowsAlong(LATTICE, { ...corner, count: 3 }), [0, 10, 120]);
  const back = { ...corner, line: [10, 10, 10, 0, 0, 0], count: 5 };
  assert.deepEqual(rowsAlong(LATTICE, back), [120, 65, 10, 5, 0]);
});

Deno.test("rowsAlong() keeps to what is selected, within reach and of other artists", () => {
  const mask = ALL.map((_, row) => Number(row % 2 === 0));
  assert.ok(rowsAlong(LATTICE, { ...corner, mask, count: 21 }).every((row) => row % 2 === 0));
  const artists = Array.from({ length: 122 }, (_, row) => [`artist ${row % 4}`]);
  assert.equal(rowsAlong(LATTICE, { ...corner, artists, count: 21 }).length, 4);
  assert.deepEqual(rowsAlong(LATTICE, { ...corner, line: [0, 30, 10, 30], count: 5 }), []);
  assert.deepEqual(rowsAlong(LATTICE, { ...corner, line: [3, 3, 3, 3], count: 2 }), [36]);
});
