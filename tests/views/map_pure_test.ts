import assert from "node:assert/strict";
import fc from "fast-check";
import { between, inFrameOf } from "../../views/explore/arrival.ts";
import { drawerAt, drawerByKey } from "../../views/explore/drawer_share.ts";
import { countVoice } from "../../views/explore/voice_counts.ts";
import { atLeast, fitted, zoomedAbout } from "../../views/map/lens.ts";
import { boundsOf } from "../../views/map/map_index.ts";

const BOUNDS = { minX: -1, minY: 0, maxX: 3, maxY: 2 };

Deno.test("a map without room has no lens, and one point has one", () => {
  const size = { width: 0, height: 300, top: 0, bottom: 0 };
  assert.equal(fitted(BOUNDS, size), undefined);
  assert.equal(fitted(BOUNDS, { ...size, width: NaN }), undefined);
  const point = fitted({ minX: 1, minY: 1, maxX: 1, maxY: 1 }, { ...size, width: 300 });
  assert.ok(point && Number.isFinite(point.zoom));
});

Deno.test("a fitted map lies within its insets", () => {
  fc.assert(fc.property(
    fc.integer({ min: 200, max: 2000 }),
    fc.integer({ min: 200, max: 2000 }),
    fc.integer({ min: 0, max: 70 }),
    fc.integer({ min: 0, max: 70 }),
    (width, height, top, bottom) => {
      const { x, y, zoom } = fitted(BOUNDS, { width, height, top, bottom })!;
      const across = (at: number) => width / 2 + (at - x) * 2 ** zoom;
      const down = (at: number) => height / 2 - (at - y) * 2 ** zoom;
      assert.ok(across(BOUNDS.minX) >= 0 && across(BOUNDS.maxX) <= width);
      assert.ok(down(BOUNDS.maxY) >= top && down(BOUNDS.minY) <= height - bottom);
    },
  ));
});

Deno.test("what is zoomed about stays where it is", () => {
  const lens = { x: 2, y: 1, zoom: 3 };
  const next = zoomedAbout(lens, { x: 5, y: -1, zoom: 5 });
  assert.equal((5 - lens.x) * 2 ** lens.zoom, (5 - next.x) * 2 ** next.zoom);
  assert.equal((-1 - lens.y) * 2 ** lens.zoom, (-1 - next.y) * 2 ** next.zoom);
});

Deno.test("zooming to one track shows a part of the map about it", () => {
  const one = { minX: 1, minY: 1, maxX: 1, maxY: 1 };
  assert.deepEqual(atLeast(one, BOUNDS, 0.5), { minX: 0, minY: 0.5, maxX: 2, maxY: 1.5 });
  assert.deepEqual(atLeast(BOUNDS, BOUNDS, 0.5), BOUNDS);
});

Deno.test("points fly from the room that their new map takes", () => {
  const [from, to] = [new Float32Array([0, 0, 10, 10]), new Float32Array([5, 5, 6, 6])];
  assert.equal(inFrameOf(new Float32Array([NaN, NaN]), to), undefined);
  assert.equal(inFrameOf(from, new Float32Array(0)), undefined);
  const moved = inFrameOf(from, to)!;
  const bounds = boundsOf(moved)!;
  assert.ok(Math.abs(bounds.minX - 5) < 1e-4 && Math.abs(bounds.maxY - 6) < 1e-4);
  assert.deepEqual(between(moved, to, 1), to);
  assert.deepEqual(between(from, to, 0), from);
  assert.ok(between(new Float32Array([NaN]), new Float32Array([1]), 0.5).every(Number.isNaN));
});

Deno.test("a drawer is shut below its least height and never takes the whole page", () => {
  assert.equal(drawerAt({ bottom: 700, height: 700, y: 690 }), 0);
  assert.equal(drawerAt({ bottom: 700, height: 700, y: -90 }), 0.85);
  assert.equal(drawerAt({ bottom: 700, height: 700, y: 350 }), 0.5);
  assert.ok(drawerAt({ bottom: 0, height: 0, y: 0 }) > 0);
  assert.equal(drawerByKey(0, "ArrowUp"), 0.14);
  assert.equal(drawerByKey(0.14, "ArrowDown"), 0);
  assert.equal(drawerByKey(0.5, "x"), undefined);
});

Deno.test("voices are counted by side, those without a value nowhere", () => {
  const voice = new Float32Array([0.9, 0.1, 0.5, NaN, 0.9]);
  const columns = { length: voice.length, numbers: { voice } };
  const all = { vocal: 2, instrumental: 1, undecided: 1 };
  assert.deepEqual(countVoice(columns, { threshold: 0.75 }), all);
  const mask = Uint8Array.from([1, 0, 0, 1, 0]);
  assert.deepEqual(countVoice(columns, { threshold: 0.75, mask }), {
    vocal: 1,
    instrumental: 0,
    undecided: 0,
  });
  assert.deepEqual(countVoice(undefined, { threshold: 0.75 }), {
    vocal: 0,
    instrumental: 0,
    undecided: 0,
  });
});
