import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createAnalysisPool, planStages } from "../../analysis/mod.ts";
import { ingest } from "../../ingest/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { buildClient } from "../../web/build/mod.ts";
import { browserTest, serveForTest } from "../fixtures/browser.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = `${ROOT}/samples/marsshooter`;

Deno.test.beforeAll(async () => {
  await buildClient(ROOT);
});

browserTest(
  "a file is dropped, analysed, and its twin in the collection is first",
  async ({ page }) => {
    const folder = await Deno.makeTempDir();
    const library = await openLibrary(`${folder}/test.kv`);
    const pool = createAnalysisPool({ size: 2, tempo: "auto" });
    const { stages } = await planStages();
    const { analysed } = await ingest([FOLDER], { store: library.store, pool, stages });
    pool.close();
    await library.collection.refresh();
    {
      const app = createApp({ library, hostname: "127.0.0.1" });
      await using site = serveForTest(app.handler());
      await page.goto(`${site.origin}/similar`);
      await page.waitForSelector("web-island[data-live] >> .drop-audio");
      await page.setInputFiles(".drop-audio input", `${FOLDER}/08-second-birth.mp3`);
      await page.waitForURL("**/similar?file=**");
      await page.waitForSelector(".neighbours");
      const first = page.locator("[data-place='0'] .neighbour").first();
      assert.match(await first.textContent() ?? "", /near-duplicate/);
      assert.equal(
        await first.locator(".title").textContent(),
        await page.locator(".query-card .title").textContent(),
      );
      await page.waitForSelector("audio.dropped-sound");
      await page.click(".options input[name=duplicates]");
      await page.waitForURL("**duplicates=no**");
      await page.waitForFunction(() => !document.querySelector(".neighbour .sign"));
      assert.equal(library.collection.columns.length, analysed);
      await page.goto("about:blank");
    }
    await library.close();
    await Deno.remove(folder, { recursive: true });
  },
);
