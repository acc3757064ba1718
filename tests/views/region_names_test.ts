import assert from "node:assert/strict";
import { cellAt, nameRegions, withoutOverlap } from "../../views/map/region_names.ts";

const BOUNDS = { minX: 0, minY: 0, maxX: 4, maxY: 1 };

/** Rows of a class about a place, one unit apart from the next whole number. */
const heap = (rows: number, at: { readonly x: number; readonly code: number }) =>
  Array.from({ length: rows }, () => ({ ...at, y: 0.5 }));

function named(rows: readonly { readonly x: number; readonly y: number; readonly code: number }[]) {
  const xy = new Float32Array(rows.flatMap(({ x, y }) => [x, y]));
  return nameRegions({ xy, codes: rows.map(({ code }) => code), classes: 3 }, {
    bounds: BOUNDS,
    cell: 1,
  });
}

Deno.test("no row, no class and no place give no name", () => {
  assert.deepEqual(named([]), []);
  assert.deepEqual(named(heap(20, { x: 0.5, code: -1 })), []);
  assert.deepEqual(named(heap(20, { x: NaN, code: 1 })), []);
  const xy = new Float32Array([0, 0]);
  const bounds = { minX: NaN, minY: 0, maxX: 1, maxY: 1 };
  assert.deepEqual(nameRegions({ xy, codes: [0], classes: 1 }, { bounds, cell: 1 }), []);
  assert.deepEqual(nameRegions({ xy, codes: [0], classes: 0 }, { bounds: BOUNDS, cell: 1 }), []);
});

Deno.test("a class that is everywhere names nothing; one that is set apart names its region", () => {
  const everywhere = [0.5, 1.5, 2.5, 3.5].flatMap((x) => heap(20, { x, code: 0 }));
  assert.deepEqual(named(everywhere), []);
  const [name, ...others] = named([...everywhere, ...heap(10, { x: 3.25, code: 2 })]);
  assert.deepEqual(others, []);
  assert.equal(name?.code, 2);
  assert.equal(name.count, 10);
  assert.equal(name.x, 3.25);
  // 10 of 30 here, 10 of 90 on the map.
  assert.ok(Math.abs(name.lift - 3) < 1e-9);
});

Deno.test("too few rows set nothing apart", () => {
  const ground = heap(20, { x: 0.5, code: 0 });
  assert.ok(named([...ground, ...heap(4, { x: 2.5, code: 1 })]).every(({ code }) => code === 0));
});

Deno.test("neighbouring cells of one class are one region", () => {
  const names = named([
    ...heap(40, { x: 0.5, code: 0 }),
    ...heap(10, { x: 2.5, code: 1 }),
    ...heap(10, { x: 3.5, code: 1 }),
  ]).filter(({ code }) => code === 1);
  assert.equal(names.length, 1);
  assert.equal(names[0]!.count, 20);
  assert.equal(names[0]!.x, 3);
});

Deno.test("cells keep their size over a range of zooms, and are wide enough for a name", () => {
  assert.equal(cellAt(1), 128);
  assert.equal(cellAt(1.3), 128);
  assert.equal(cellAt(1.4), 256);
});

Deno.test("of names that lie over each other the first stands; none leaves the room", () => {
  const room = { left: 0, top: 0, right: 100, bottom: 100 };
  const box = (x: number, y: number) => ({ x, y, width: 20, height: 10 });
  assert.deepEqual(withoutOverlap([], room), []);
  const boxes = [box(50, 50), box(55, 52), box(50, 60), box(5, 50), box(NaN, 3)];
  assert.deepEqual(withoutOverlap(boxes, room), [0, 2]);
});
