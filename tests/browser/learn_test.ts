import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Library, openLibrary } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { openExplore } from "../fixtures/explore_page.ts";
import { fillLearning } from "../fixtures/learning_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

const SONG = fileURLToPath(new URL("../../samples/marsshooter/tutorial.opus", import.meta.url));

Deno.test.beforeAll(buildPages);

async function withPages(
  wanted: { readonly tracks: number; readonly apart?: number },
  run: (origin: string, library: Library) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const library = await openLibrary(`${folder}/test.kv`);
  await fillLearning(library, wanted);
  {
    await using site = serveLibrary(library);
    await run(site.origin, library);
  }
  await Deno.remove(folder, { recursive: true });
}

browserTest(
  "labels are given by keyboard, to a row and to all that is brushed, and taken back",
  ({ page }) =>
    withPages({ tracks: 12 }, async (origin, library) => {
      const labels = () => library.collection.columns.labels!["kinds"]!;
      await openExplore(page, `${origin}/explore?q=t001`);
      await page.waitForSelector(".track[data-row] .play");
      await page.keyboard.press("j");
      await page.waitForSelector(".track[data-row] :focus");
      await page.keyboard.press("l");
      await page.waitForSelector(".label-dialog .toggle:focus");
      await page.keyboard.press("3");
      await page.waitForSelector('.label-dialog .toggle[aria-pressed="true"]:has-text("odd")');
      assert.equal(labels().classes[1], 2);
      await page.keyboard.press("Control+z");
      await page.waitForSelector('.label-dialog .toggle[aria-pressed="true"]:has-text("calm")');
      assert.equal(labels().classes[1], 0);
      await page.keyboard.press("Escape");
      await openExplore(page, `${origin}/explore`);
      await page.keyboard.press("l");
      await page.waitForSelector(".label-dialog .toggle:focus");
      await page.keyboard.press("2");
      await page.waitForSelector(".label-said:has-text('Labelled loud on 12 tracks')");
      assert.deepEqual([...labels().classes], new Array(12).fill(1));
    }),
);

browserTest(
  "a training is watched, stopped, gone on with to its end; a correction changes a figure",
  ({ page }) =>
    withPages({ tracks: 480, apart: 0.25 }, async (origin) => {
      await page.goto(`${origin}/learn`);
      for (const name of ["knn", "softmax", "mlp2", "forest"]) {
        await page.uncheck(`input[name=learner][value=${name}]`);
      }
      await page.click("summary >> text=Settings");
      await page.fill("input[name=units]", "1024");
      await page.fill("input[name=epochs]", "60");
      await page.fill("input[name=folds]", "3");
      await page.click("button >> text=Train");
      await page.waitForSelector(".live-curves");
      await page.click("button >> text=Stop");
      await page.waitForSelector("text=It was stopped");
      await page.reload();
      const epochs = Number(await page.getAttribute(".live-curves", "data-epochs"));
      assert.ok(epochs > 0);
      await page.click("button >> text=Go on");
      await page.waitForSelector("text=How well is it learned?");
      await page.waitForSelector("text=Train again with corrections");
      await page.click('button[aria-label^="Correct"]');
      await page.waitForSelector(".label-editor .toggle:focus");
      const on = await page.locator('.label-editor .toggle[aria-pressed="true"]').textContent();
      await page.keyboard.press(on?.includes("calm") ? "2" : "1");
      await page.waitForSelector(".label-said:has-text('Labelled')");
      await page.click("button >> text=Train again");
      await page.waitForSelector("#corrected");
      assert.match(
        await page.locator("#corrected footer").textContent() ?? "",
        /1 test track relabelled/,
      );
    }),
);

browserTest(
  "a song is dropped: features, the prediction along it as it plays, learned tracks like it",
  ({ page }) =>
    withPages({ tracks: 120 }, async (origin, library) => {
      const id = await library.trainings.begin({
        set: "kinds",
        features: ["musicnn"],
        split: "artist",
        seed: 1,
        fewest: 5,
        epochs: 5,
        balanced: false,
        withBad: false,
        learners: [{ name: "softmax", kind: "softmax", hidden: [] }],
        keepAs: "Kinds",
      }, 1);
      await library.trainings.settled(id);
      await page.goto(`${origin}/learn`);
      await page.waitForSelector("web-island[data-live] >> .classify-song");
      await page.setInputFiles(".classify-song input[type=file]", SONG);
      await page.waitForSelector(".heard-song [data-lane=mel] canvas");
      await page.waitForSelector(".growing");
      const all = Number(await page.getAttribute(".growing", "data-heard"));
      assert.ok(all > 3, `${all} patches`);
      assert.equal(await page.locator(".heard-song .found-tracks li").count(), 8);
      await page.click(".heard-song .play");
      await page.waitForFunction((all) => {
        const heard = Number(document.querySelector<HTMLElement>(".growing")?.dataset["heard"]);
        return heard > 0 && heard < all;
      }, all);
      await page.click("button >> text=Keep it, and say what it is");
      await page.waitForSelector(".label-editor .toggle:focus");
      await page.keyboard.press("3");
      await page.waitForSelector(".label-said:has-text('Labelled odd')");
      assert.equal(library.collection.columns.length, 121);
    }),
);
