import assert from "node:assert/strict";
import { emotionPairs } from "../../tools/report_figures.ts";
import { readMusav } from "../fixtures/musav.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";

sharedTest("MusAV: listeners agree with arousal and valence as published", () => {
  const { columns } = readMusav();
  const text = Deno.readTextFileSync(sharedFile("musav/emotion_pairs.tsv"));
  const shares = (["arousal", "valence"] as const).map((dimension) => {
    const { pairs, right, swapped } = emotionPairs(columns, { text, dimension });
    return [dimension, pairs, (right / pairs).toFixed(3), (swapped / pairs).toFixed(3)];
  });
  assert.deepEqual(shares, [
    ["arousal", 933, "0.870", "0.648"],
    ["valence", 763, "0.807", "0.609"],
  ]);
});

Deno.test("emotionPairs() counts only pairs that all listeners ordered and the columns hold", () => {
  const columns = {
    ids: ["x", "y"],
    numbers: { arousal: Float32Array.of(3, 5), valence: Float32Array.of(6, 4) },
  };
  const text = [
    "dimension\ta\tb\thigher\tagreement",
    "arousal\tx\ty\tb\tfull-agreement",
    "arousal\tx\ty\tab\tfull-agreement",
    "arousal\tx\ty\ta\tmajority-agreement",
    "arousal\tx\tz\ta\tfull-agreement",
    "valence\tx\ty\ta\tfull-agreement",
  ].join("\n");
  assert.deepEqual(emotionPairs(columns, { text, dimension: "arousal" }), {
    pairs: 1,
    right: 1,
    swapped: 0,
  });
});
