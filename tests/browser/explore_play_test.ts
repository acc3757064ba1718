import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../fixtures/browser.ts";
import { openExplore } from "../fixtures/explore_page.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

Deno.test.beforeAll(buildPages);

/** Ten sample clips from 80 to 170 BPM. */
async function serveHeard() {
  return serveLibrary(await heardLibrary(10));
}

async function openMap(page: Page, address: string) {
  await openExplore(page, address);
  await page.waitForSelector(".trust", { timeout: 30_000 });
  await page.waitForTimeout(800);
}

/** Where the map is as of now: what arrives above it moves it. */
async function mapBox(page: Page) {
  return (await page.locator(".map-canvas").boundingBox())!;
}

/** Leaves the points for a corner of the map. */
async function leavePoints(page: Page) {
  const { x, y } = await mapBox(page);
  await page.mouse.move(x + 3, y + 3);
}

/** Where the tip of the map stands, in px of the page, and the track it names. */
async function readTip(page: Page) {
  const tip = page.locator(".map-tip");
  await tip.waitFor({ state: "visible" });
  const [left, top] = await tip.evaluate((element: HTMLElement) =>
    [element.style.left, element.style.top].map(Number.parseFloat)
  );
  const box = await mapBox(page);
  return { x: box.x + left!, y: box.y + top!, title: await tip.locator("strong").innerText() };
}

browserTest(
  "hovering a point names its track, and a click with shift pins it",
  async ({ page }) => {
    await using site = await serveHeard();
    await openMap(page, `${site.origin}/explore?view.projection=pca`);
    const titles: string[] = [];
    for (const title of ["Title t03", "Title t04", "Title t06"]) {
      // The tip of a row that is hovered in the table stands at its point of the map.
      await page.locator(".track", { hasText: title }).hover();
      const place = await readTip(page);
      assert.equal(place.title, title);
      await leavePoints(page);
      await page.locator(".map-tip").waitFor({ state: "hidden" });
      await page.mouse.move(place.x + 2, place.y - 2);
      assert.equal((await readTip(page)).title, title);
      await page.keyboard.down("Shift");
      await page.mouse.click(place.x + 2, place.y - 2);
      await page.keyboard.up("Shift");
      titles.push(title);
      await page.waitForFunction(
        (wanted) => document.querySelectorAll(".pins .title").length === wanted,
        titles.length,
      );
    }
    assert.deepEqual(await page.locator(".pins .title").allInnerTexts(), titles);
    assert.equal(await page.locator(".track.pinned").count(), 3);
    await page.getByRole("button", { name: "Unpin Title t04" }).click();
    assert.deepEqual(await page.locator(".pins .title").allInnerTexts(), [
      "Title t03",
      "Title t06",
    ]);
  },
  // Room enough for the list of pins beside the points.
  { viewport: { width: 1600, height: 1100 } },
);

browserTest("the map does not point at what is filtered out", async ({ page }) => {
  await using site = await serveHeard();
  await openMap(page, `${site.origin}/explore?view.projection=pca`);
  await page.locator(".track", { hasText: "Title t04" }).hover();
  const place = await readTip(page);
  await page.locator("#explore-text").fill("t00");
  await page.locator(".count", { hasText: "1 of 10" }).waitFor();
  await leavePoints(page);
  await page.mouse.move(place.x, place.y);
  await page.waitForTimeout(200);
  const tips = await page.locator(".map-tip strong").allInnerTexts();
  assert.ok(!tips.includes("Title t04"), `${tips}`);
  await page.mouse.click(place.x, place.y);
  assert.equal(await page.locator(".inspector").count(), 0);
});

browserTest(
  "no tip covers the line while one draws, and a loop that closes is a lasso",
  async ({ page }) => {
    await using site = await serveHeard();
    await openMap(page, `${site.origin}/explore?view.projection=pca`);
    await page.locator(".track", { hasText: "Title t04" }).hover();
    const place = await readTip(page);
    await page.getByRole("button", { name: "lasso" }).click();
    await page.mouse.move(place.x + 1, place.y + 1);
    assert.equal((await readTip(page)).title, "Title t04");
    await page.mouse.down();
    await page.locator(".map-tip").waitFor({ state: "hidden" });
    const box = await mapBox(page);
    const [bottom, right] = [box.y + box.height - 4, box.x + box.width - 4];
    for (const [x, y] of [[right, bottom], [box.x + 4, bottom], [place.x, place.y]] as const) {
      await page.mouse.move(x, y, { steps: 6 });
      assert.equal(await page.locator(".map-tip").count(), 0);
    }
    assert.equal(await page.locator(".drawing").count(), 1);
    await page.mouse.up();
    await page.waitForURL(/region=musicnn\.(pca|umap)/);
    assert.equal(await page.locator(".pins li").count(), 0);
  },
);

async function waitForTitle(page: Page, title: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLElement>(".player .title")?.innerText === wanted,
    title,
  );
}

browserTest("the player follows the table, down and up", async ({ page }) => {
  await using site = await serveHeard();
  await openExplore(page, `${site.origin}/explore?tempo=..150&sort=tempo&order=desc`);
  await page.getByRole("button", { name: /^Play Title t05/ }).click();
  await waitForTitle(page, "Title t05");
  await page.keyboard.press("Shift+ArrowRight");
  await waitForTitle(page, "Title t04");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await waitForTitle(page, "Title t06");
  await page.keyboard.press("Shift+ArrowLeft");
  await waitForTitle(page, "Title t07");
});

browserTest("letters act on the row in focus", async ({ page }) => {
  await using site = await serveHeard();
  await openExplore(page, `${site.origin}/explore?tempo=..150&sort=tempo`);
  for (const [key, row] of [["j", "0"], ["j", "1"], ["j", "2"], ["k", "1"]] as const) {
    await page.keyboard.press(key);
    await page.waitForFunction(
      (wanted) =>
        document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row === wanted,
      row,
    );
  }
  await page.keyboard.press("p");
  await page.waitForSelector("dialog[open] >> text=Add 1 track to a playlist");
  await page.locator("dialog[open] input").fill("Picked");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.locator('.track[data-row="1"] .play').focus();
  await page.keyboard.press("s");
  await page.waitForURL("**/similar?track=t01&tempo=..150");
  assert.match(await page.locator(".within").innerText(), /Tempo up to 150[^]*left out/);
  await page.click(".within >> text=All tracks");
  await page.waitForURL("**/similar?track=t01");
  await page.keyboard.press("e");
  await page.waitForURL(/\/explore/);
  await page.goto(`${site.origin}/playlists`);
  assert.deepEqual(await page.locator(".track-row .title").allInnerTexts(), ["Title t01"]);
}, { viewport: { width: 1280, height: 800 } });

browserTest("a saved playlist plays through", async ({ page }) => {
  await using site = await serveHeard();
  await page.goto(`${site.origin}/playlists`);
  await page.evaluate(async () => {
    const body = JSON.stringify({ name: "Three", query: "", tracks: ["t02", "t00", "t05"] });
    await fetch("/api/playlists", { method: "POST", body });
  });
  await page.reload();
  await page.waitForSelector("web-island[data-live] >> .track-row");
  await page.locator(".track-row .play").first().click();
  for (const title of ["Title t02", "Title t00", "Title t05"]) {
    await waitForTitle(page, title);
    await page.waitForFunction(() => {
      const slider = document.querySelector<HTMLInputElement>(".player .seek input");
      return (slider?.valueAsNumber ?? 0) > 0.2 && Number(slider?.max) > 1;
    });
    await page.locator(".player .seek input").evaluate((slider: HTMLInputElement) => {
      slider.value = String(Number(slider.max) - 0.3);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      slider.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  await page.waitForSelector(".track-row [data-playing=paused]");
});

browserTest("a dropped list restores how it was arranged", async ({ page }) => {
  await using site = await serveHeard();
  await openExplore(page, `${site.origin}/explore`);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    const query = "#FONOTECA-QUERY:tempo=100..&arrange=shuffle:7&tracks=4&per_artist=2";
    dataTransfer.items.add(new File([`#EXTM3U\n${query}\n`], "list.m3u8"));
    const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
    document.querySelector(".explore")!.dispatchEvent(event);
  });
  await page.locator(".menu summary >> text=Download, arranged").click();
  assert.equal(await page.locator(".download select").first().inputValue(), "shuffle");
  assert.equal(await page.locator(".download").getByLabel("Seed").inputValue(), "7");
  assert.equal(
    await page.locator(".download").getByLabel("Tracks", { exact: true }).inputValue(),
    "4",
  );
  const href = await page.getByRole("link", { name: "Download M3U8" }).getAttribute("href");
  assert.match(href!, /tempo=100\.\.&arrange=shuffle:7&tracks=4&per_artist=2/);
  await page.getByRole("button", { name: "Drop Tempo from 100.0 BPM" }).click();
  await page.keyboard.press("Control+z");
  await page.waitForURL(/tempo=100/);
  await page.keyboard.press("Control+Shift+z");
  await page.waitForFunction(() => !location.search.includes("tempo"));
});

browserTest("a track is dragged off the map to the end of the queue", async ({ page }) => {
  await using site = await serveHeard();
  await openMap(page, `${site.origin}/explore?view.projection=pca`);
  await page.locator(".track", { hasText: "Title t04" }).hover();
  const place = await readTip(page);
  await page.mouse.move(place.x + 1, place.y - 1);
  await page.keyboard.down("Control");
  await page.mouse.down();
  await page.mouse.move(place.x + 30, place.y + 30, { steps: 5 });
  const queue = (await page.locator(".shelf", { hasText: "End of the queue" })
    .getByText("End of the queue").boundingBox())!;
  await page.mouse.move(queue.x + 5, queue.y + 5, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Control");
  await page.waitForSelector("text=Added to the queue: Title t04");
});
