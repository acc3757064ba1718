import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { EvaluationPage } from "../../components/evaluate/EvaluationPage.tsx";
import { evaluateSpaces, VectorTable } from "../../similarity/mod.ts";

/** The page of so many tracks that are the same in two spaces. */
async function pageOf(count: number): Promise<string> {
  const ids = Array.from({ length: count }, (_, i) => `t${i}`);
  const table = VectorTable.of(ids, ids.map(() => [1, 1]));
  const figures = await evaluateSpaces(
    [{ space: "effnet", table }, { space: "vgg", table }],
    { labels: [], artistsOf: () => [], albumOf: () => "" },
  );
  const kept = { figures, at: 0, tracks: count, seconds: 1 };
  return renderToString(<EvaluationPage kept={kept} name={(id) => id} tracks={count} />);
}

Deno.test("a pair of near-duplicates counts once, in however many spaces; of many the least is told", async () => {
  assert.match(await pageOf(1), /No two tracks have a cosine above 0\.999/);
  assert.match(await pageOf(2), />1 pair with a cosine above 0\.999/);
  assert.match(await pageOf(15), />At least 100 pairs with a cosine above 0\.999/);
});
