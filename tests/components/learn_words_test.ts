import assert from "node:assert/strict";
import { featureText } from "../../components/learn/words.ts";
import { FEATURES } from "../../learning/mod.ts";

Deno.test("featureText() names everything that can be learned from as a reader knows it", () => {
  for (const id of FEATURES) assert.notEqual(featureText(id), id);
  assert.equal(featureText("effnet"), "Discogs-EffNet");
  assert.equal(featureText("instruments"), "40 instruments (MTG-Jamendo on Discogs-EffNet)");
  assert.equal(featureText("signal"), "descriptors of the signal");
  assert.equal(featureText("from elsewhere"), "from elsewhere");
});
