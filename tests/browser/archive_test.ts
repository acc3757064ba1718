import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createArchive } from "../../archive/mod.ts";
import { DataSet, writeDataSet } from "../../dataset/mod.ts";
import { parseQuery } from "../../query/mod.ts";
import { openStore } from "../../store/mod.ts";
import { madeTracks } from "../dataset/_tracks.ts";
import { browserTest, serveForTest } from "../fixtures/browser.ts";
import { findDuckDb } from "../fixtures/duckdb.ts";
import { buildPages } from "../fixtures/served_library.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test.beforeAll(buildPages);

if (await findDuckDb()) {
  browserTest(
    "a histogram of a data set is brushed by pointer and by keys; the page is asked anew",
    async ({ page }) => {
      const folder = await Deno.makeTempDir();
      using store = await openStore(":memory:");
      await store.putMany(madeTracks(300));
      await writeDataSet(store, folder);
      using set = await DataSet.open(folder);
      const handler = createArchive({ set, root: ROOT, hostname: "127.0.0.1" }).handler();
      await using site = serveForTest(handler);
      const asked = async () => {
        const { query } = parseQuery(new URL(page.url()).searchParams);
        const heading = `${await set.count(query)} of 300 tracks`;
        await page.getByRole("heading", { level: 1, name: heading }).waitFor();
        return query.clauses["tempo"];
      };
      await page.goto(site.origin);
      await page.waitForSelector("web-island[data-live]");
      const chart = page.getByRole("group", { name: /^Tempo/ });
      const box = (await chart.boundingBox())!;
      await page.mouse.move(box.x + 0.3 * box.width, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 0.6 * box.width, box.y + 20, { steps: 4 });
      await page.mouse.up();
      await page.getByRole("list", { name: "Filters" }).waitFor();
      const brushed = await asked();
      assert.ok(brushed?.kind === "number" && brushed.min && brushed.max);

      const end = page.getByRole("slider", { name: "Tempo, to" });
      await end.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForURL((url) => url.search.endsWith(`..${brushed.max! + 5}`));
      assert.deepEqual(await asked(), { ...brushed, max: brushed.max + 5 });
      await page.waitForFunction(() =>
        document.activeElement?.getAttribute("aria-label") === "Tempo, to"
      );

      await page.goBack();
      await page.waitForURL((url) => url.search.endsWith(`..${brushed.max}`));
      assert.deepEqual(await asked(), brushed);
      await Deno.remove(folder, { recursive: true });
    },
  );
}
