import assert from "node:assert/strict";
import fc from "fast-check";
import { readStrips, type Strip, writeStrips } from "../../domain/mod.ts";

const STRIPS = fc.array(
  fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 9 })),
  { maxLength: 5 },
).map((shapes) =>
  shapes.map(([bytes, rows, columns], at): Strip => ({
    id: `curve.${at}`,
    rows,
    columns,
    start: at,
    step: 0.5,
    ...(bytes && { scale: [0, 1] as const }),
    data: bytes
      ? Uint8Array.from({ length: rows * columns }, (_, i) => i)
      : Float32Array.from({ length: rows * columns }, (_, i) => i / 2),
  }))
);

Deno.test("readStrips() gives back what writeStrips() wrote", () => {
  fc.assert(fc.property(STRIPS, (strips) => {
    assert.deepEqual(readStrips(writeStrips(strips)), strips);
  }));
});

Deno.test("readStrips() refuses what is cut short, of another version, or no strips", () => {
  const bytes = writeStrips([
    { id: "onset", rows: 1, columns: 8, start: 0, step: 1, data: new Float32Array(8) },
  ]);
  for (let length = 0; length < bytes.length; length += 7) {
    assert.equal(readStrips(bytes.slice(0, length)), undefined);
  }
  const other = bytes.slice();
  other[8]! ^= 0xff;
  assert.equal(readStrips(other), undefined);
  assert.equal(readStrips(new Uint8Array(64)), undefined);
});
