import assert from "node:assert/strict";
import fc from "fast-check";
import { binsOf, edgesOf } from "../../charts/mod.ts";
import { fitText, textWidth } from "../../charts/number.ts";
import { presentIn } from "../../charts/bins.ts";
import { NUMBER_DESCRIPTORS, numberText } from "../../domain/mod.ts";

const anyValues = fc.array(fc.float({ min: -100, max: 300 }), { maxLength: 200 });

Deno.test("binsOf() loses no track", () => {
  fc.assert(fc.property(anyValues, (values) => {
    const bins = binsOf(values, { range: [40, 210], bin: 5 });
    assert.equal(presentIn(bins) + bins.missing, values.length);
  }));
});

Deno.test("binsOf() of a mask and of its complement add up to the whole", () => {
  fc.assert(fc.property(anyValues, fc.infiniteStream(fc.boolean()), (values, chosen) => {
    const mask = Uint8Array.from(values, () => chosen.next().value ? 1 : 0);
    const options = { range: [40, 210], bin: 5 } as const;
    const whole = binsOf(values, options);
    const inside = binsOf(values, { ...options, mask });
    const outside = binsOf(values, { ...options, mask: mask.map((chosen) => 1 - chosen) });
    assert.deepEqual(whole.counts, inside.counts.map((count, i) => count + outside.counts[i]!));
  }));
});

Deno.test("binsOf() puts every lower edge of every descriptor into its own bin, as float32 too", () => {
  for (const descriptor of NUMBER_DESCRIPTORS) {
    const empty = binsOf([], descriptor);
    for (let i = 0; i < empty.counts.length; i++) {
      const [edge] = edgesOf(empty, i);
      const bins = binsOf(Float32Array.of(edge), descriptor);
      assert.equal(bins.counts.indexOf(1), i, `${descriptor.id} at ${edge}`);
    }
  }
});

Deno.test("numberText() writes a real minus, groups thousands, and a dash for none", () => {
  assert.equal(numberText(-10.24), "−10.2");
  assert.equal(numberText(-0.01), "0.0");
  assert.equal(numberText(12345, 0), "12,345");
  assert.equal(numberText(NaN), "–");
});

Deno.test("fitText() never exceeds its room", () => {
  fc.assert(fc.property(fc.string(), fc.integer({ min: 0, max: 200 }), (text, room) => {
    assert.ok(textWidth(fitText(text, room)) <= room || text === "");
  }));
});
