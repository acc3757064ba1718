import assert from "node:assert/strict";
import fc from "fast-check";
import {
  combinedSpace,
  isAnalysed,
  partsOf,
  spaceInfo,
  spaceNamed,
  SPACES,
  spacesInOrder,
} from "../../domain/mod.ts";

const anyWeights = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0, max: 3, noNaN: true })),
  { minLength: SPACES.length, maxLength: SPACES.length },
).map((weights) => new Map(SPACES.map((space, i) => [space, weights[i]!])));

Deno.test("a combination is written in whole per cents that sum to 100, and read again as it is", () => {
  fc.assert(fc.property(anyWeights, (weights) => {
    const space = combinedSpace(weights);
    const given = SPACES.filter((name) => weights.get(name)! > 0);
    if (given.length < 2) return assert.equal(space, undefined);
    const parts = partsOf(space!);
    assert.deepEqual(parts.map((part) => part.space), given);
    assert.equal(parts.reduce((sum, { weight }) => sum + weight, 0), 100);
    assert.ok(parts.every(({ weight }) => Number.isInteger(weight) && weight >= 1));
    assert.equal(spaceNamed(space), space);
    assert.equal(combinedSpace(new Map(parts.map((part) => [part.space, part.weight]))), space);
  }));
});

Deno.test("combinedSpace() rounds to the nearest per cents", () => {
  const third = combinedSpace(new Map([["effnet", 1], ["musicnn", 1], ["timbre", 1]] as const));
  assert.equal(third, "34effnet-33musicnn-33timbre");
  assert.equal(combinedSpace(new Map([["timbre", 0.4], ["effnet", 0.6]])), "60effnet-40timbre");
  assert.equal(combinedSpace(new Map([["timbre", 1], ["effnet", 1e6]])), "99effnet-1timbre");
  assert.equal(combinedSpace(new Map([["effnet", 5]])), undefined);
  assert.equal(combinedSpace(new Map([["effnet", NaN], ["vgg", 1]])), undefined);
});

Deno.test("spaceNamed() takes a combination only as it is written", () => {
  for (
    const wrong of [
      "",
      "effnet-timbre",
      "100effnet",
      "60effnet-50timbre",
      "40timbre-60effnet",
      "060effnet-40timbre",
      "60effnet-40timbre-",
      "50effnet-50effnet",
      "60effnet-40nowhere",
      "60.0effnet-40timbre",
      "__proto__",
      "100effnet-0timbre",
    ]
  ) assert.equal(spaceNamed(wrong), undefined, wrong);
  for (const space of SPACES) assert.equal(spaceNamed(space), space);
});

Deno.test("a combination has a label, its parts' sizes and stages, and stands behind analysed spaces", () => {
  const space = spaceNamed("60effnet-40musicnn")!;
  assert.ok(!isAnalysed(space));
  const { label, dimensions, stages } = spaceInfo(space);
  assert.deepEqual([label, dimensions, stages], [
    "EffNet 60 + MusiCNN 40",
    1480,
    ["effnet", "musicnn"],
  ]);
  assert.equal(spaceInfo(spaceNamed("60effnet-40timbre")!).dimensions, undefined);
  assert.deepEqual(spacesInOrder([space, "timbre", "effnet"]), ["effnet", "timbre", space]);
});
