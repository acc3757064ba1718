import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Trust } from "../../views/map/MapParts.tsx";

function said(facts: Parameters<typeof Trust>[0]): string {
  return renderToString(<Trust {...facts} />).replace(/<[^>]*>/g, "");
}

Deno.test("<Trust> says what a map keeps, beside chance, and of what it is where that is reduced", () => {
  const facts = { preserved: 0.081, chance: 0.005, k: 10, trustworthiness: NaN, continuity: NaN };
  assert.equal(said(facts), "keeps 8.1 % of the 10 nearest; chance: 0.5 %");
  assert.equal(
    said({ ...facts, reducedTo: 192 }),
    "keeps 8.1 % of the 10 nearest; chance: 0.5 %; reduced",
  );
  assert.equal(said({ ...facts, preserved: NaN }), "");
});
