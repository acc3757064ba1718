import assert from "node:assert/strict";
import { checkFeatures } from "../../learning/features.ts";

Deno.test("features that there are not are refused, a combination of spaces with its parts", () => {
  checkFeatures(["effnet", "timbre", "signal"]);
  assert.throws(() => checkFeatures([]), /Cannot learn from nothing/);
  assert.throws(() => checkFeatures(["effnet", "loudness"]), /Cannot learn from loudness/);
  assert.throws(
    () => checkFeatures(["60effnet-40timbre"]),
    /weights of a combination play no part; name its spaces: effnet,timbre$/,
  );
});
