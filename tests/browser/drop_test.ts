import assert from "node:assert/strict";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { createAnalysisPool, planStages } from "../../analysis/mod.ts";
import { ingest } from "../../ingest/mod.ts";
import { parseSimilar } from "../../similar/mod.ts";
import { compare, openLibrary, trackSubject } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = `${ROOT}/samples/marsshooter`;

/** A sample, and the others of its folder, nearest first as MSD-MusiCNN hears them. */
const SECOND_BIRTH = "08-second-birth.mp3";
const NEAREST = [
  "06-elveszett-lelkek.opus",
  "01-ezer-ev.ogg",
  "10-farewell.opus",
  "12-misanthropia.ogg",
  "07-vermocsar.mp3",
  "tutorial.opus",
];

Deno.test.beforeAll(buildPages);

browserTest(
  "a file is dropped, its twin in the collection is first; another is dropped, kept and played",
  async ({ page }) => {
    const folder = await Deno.makeTempDir();
    const library = await openLibrary(`${folder}/test.kv`);
    const pool = createAnalysisPool({ size: 2, tempo: "auto" });
    const { stages } = await planStages();
    const { analysed } = await ingest([FOLDER], { store: library.store, pool, stages });
    pool.close();
    await library.collection.refresh();
    {
      await using site = serveLibrary(library);
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
      await page.reload();
      await page.waitForFunction(() => {
        const sound = document.querySelector<HTMLAudioElement>("audio.dropped-sound");
        return Math.round(sound?.duration ?? 0) === 30;
      });
      await page.click(".options input[name=duplicates]");
      await page.waitForURL("**duplicates=no**");
      await page.waitForFunction(() => !document.querySelector(".neighbour .sign"));
      assert.equal(library.collection.columns.length, analysed);
      const names = new Map<string, string>();
      for await (const { id, path } of library.store.files()) names.set(basename(path), id);
      const id = names.get(SECOND_BIRTH)!;
      const { request } = parseSimilar(new URLSearchParams(`track=${id}&space=musicnn`));
      const subject = trackSubject(library, id)!;
      const { lists: [list] } = await compare(library, { subject, request });
      assert.deepEqual(
        list!.neighbours.map(({ track }) => track.id),
        NEAREST.map((name) => names.get(name)),
      );

      await page.goto(`${site.origin}/similar?space=musicnn&k=3`);
      await page.waitForSelector("web-island[data-live] >> .drop-audio");
      await page.setInputFiles(".drop-audio input", `${ROOT}/samples/naev/combat1.mp3`);
      await page.waitForSelector(".keep-dropped");
      const path = `${folder}/test.kv.kept/combat1.mp3`;
      assert.equal(await page.locator(".keep-dropped .kept-path").textContent(), path);
      await page.locator(".query-card .title a").click();
      await page.locator('[data-lane="peaks"] canvas').click({ position: { x: 200, y: 30 } });
      await page.waitForFunction(() =>
        document.querySelector(".strip-stack .cursor") !== null &&
        document.querySelector(".player .title")?.textContent ===
          document.querySelector(".track-head h1")?.textContent
      );
      await page.locator(".player").getByRole("button", { name: "Pause" }).click();
      await page.goBack();
      await page.locator(".neighbour .why").first().click();
      await page.waitForSelector("#why caption >> text=Descriptors, and the share");
      await page.click("text=Keep in the collection");
      await page.waitForURL("**/similar?track=**k=3**");
      assert.equal(
        await page.locator(".query-card .kept-path").textContent(),
        `A file that you dropped, kept as ${path}`,
      );
      assert.equal(library.collection.columns.length, analysed + 1);
      await page.click(".query-card .play");
      await page.waitForSelector(".query-card .play[data-playing=now]");
    }
    await Deno.remove(folder, { recursive: true });
  },
);
