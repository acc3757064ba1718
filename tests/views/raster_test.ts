import assert from "node:assert/strict";
import fc from "fast-check";
import { bandsOf, density, discs, type Ground, pixelsOf } from "../../views/map/raster.ts";

const GROUND: Ground = { x: 0, y: 0, scale: 10, width: 40, height: 20 };

/** Opaque red for every row. */
const red = (rows: number) =>
  Uint8Array.from({ length: 4 * rows }, (_, i) => [255, 0, 0, 255][i % 4]!);

function inked(xy: readonly number[], selected: readonly number[]) {
  const pixels = pixelsOf(new Float32Array(xy), GROUND);
  const { width, height } = GROUND;
  return { pixels, colours: red(pixels.length), selected, dim: [1, 2, 3] as const, width, height };
}

const sum = (values: Iterable<number>) => Array.from(values).reduce((a, b) => a + b, 0);

Deno.test("what has no place or is out of sight has no px", () => {
  const pixels = pixelsOf(new Float32Array([NaN, 0, 0, NaN, 99, 0, 0, -99, Infinity, 0]), GROUND);
  assert.deepEqual([...pixels], [-1, -1, -1, -1, -1]);
  assert.equal(pixelsOf(new Float32Array(0), GROUND).length, 0);
});

Deno.test("the middle of the view is the middle of the image, and up is up", () => {
  const [middle, up, right] = pixelsOf(new Float32Array([0, 0, 0, 0.5, 0.5, 0]), GROUND);
  assert.equal(middle, 10 * 40 + 20);
  assert.equal(up, middle! - 5 * 40);
  assert.equal(right, middle! + 5);
});

Deno.test("nothing to draw is an empty image, in bands, discs and density", () => {
  const none = inked([], []);
  const bands = bandsOf(none.pixels, GROUND);
  assert.equal(sum(bands), 0);
  assert.equal(sum(discs(none, 3)), 0);
  assert.equal(sum(density(none, { bands, spread: 2 })), 0);
});

Deno.test("bands rise towards where most rows are", () => {
  const wide = { ...GROUND, width: 80, height: 80 };
  const bands = bandsOf(pixelsOf(new Float32Array(200), wide), wide);
  const middle = bands[40 * 80 + 40]!;
  assert.ok(middle > 0);
  assert.equal(bands[0], 0);
  assert.equal(Math.max(...bands), middle);
});

Deno.test("what is selected lies on top of what is not, whatever the order of rows", () => {
  for (const selected of [[1, 0], [0, 1]]) {
    const both = inked([0, 0, 0, 0], selected);
    const at = 4 * (10 * 40 + 20);
    const bands = new Uint8Array(800);
    assert.equal(density(both, { bands, spread: 1 })[at], 255);
    assert.equal(discs(both, 2)[at], 255);
  }
});

Deno.test("more rows on a px are never paler", () => {
  const opacity = (rows: number, on: number) => {
    const many = inked(new Array(2 * rows).fill(0), new Array(rows).fill(on));
    const bands = new Uint8Array(800);
    return density(many, { bands, spread: 1 })[4 * (10 * 40 + 20) + 3]!;
  };
  for (const on of [0, 1]) {
    const tones = [1, 2, 3, 8, 100].map((rows) => opacity(rows, on));
    assert.deepEqual(tones, tones.toSorted((a, b) => a - b));
    assert.ok(tones[0]! > 0);
  }
});

Deno.test("any places give an image without a fault", () => {
  const place = fc.oneof(fc.float(), fc.float({ min: -3, max: 3 }));
  fc.assert(fc.property(fc.array(fc.tuple(place, place), { maxLength: 50 }), (places) => {
    const all = inked(places.flat(), places.map((_, i) => i % 2));
    const seen = all.pixels.some((pixel) => pixel >= 0);
    const image = density(all, { bands: bandsOf(all.pixels, GROUND), spread: 2 });
    assert.equal(sum(image) > 0, seen);
    assert.equal(sum(discs(all, 2)) > 0, seen);
  }));
});
