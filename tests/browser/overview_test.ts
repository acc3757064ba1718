import assert from "node:assert/strict";
import { openLibrary } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { entryOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

async function served() {
  const library = await openLibrary(":memory:");
  for (let i = 0; i < 40; i++) {
    const { track, ...rest } = entryOf(`t${i}`, i);
    const values = { ...track.values, tempo: 90 + i };
    await library.store.putTrack({ ...track, path: `/music/${i}.mp3`, values }, rest);
  }
  await library.collection.refresh();
  return serveLibrary(library);
}

browserTest(
  "a bar tells its number on hover and focus, and leads to its tracks",
  async ({ page }) => {
    await using site = await served();
    await page.goto(site.origin);
    await page.waitForSelector("web-island[name=Overview][data-live]", { state: "attached" });
    await page.waitForSelector(".style-list");
    const bar = page.locator("#figure-tempo a").first();
    await bar.hover({ force: true });
    await page.waitForSelector(".reading:has-text('90 to 95 BPM: 5 tracks (12.5 %)')");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".reading", { state: "detached" });
    await bar.focus();
    await page.waitForSelector(".reading:has-text('5 tracks')");
    assert.equal(await bar.getAttribute("href"), "/explore?tempo=90..94.99999");
  },
);

browserTest("the list of keys has its own name beside the question of keys", async ({ page }) => {
  await using site = await served();
  await page.goto(site.origin);
  await page.getByRole("heading", { name: "Which keys?" }).waitFor();
  await page.waitForSelector("web-island[name=Player][data-live]", { state: "attached" });
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys", exact: true }).waitFor();
});

browserTest("the threshold of styles recounts them", async ({ page }) => {
  await using site = await served();
  await page.goto(site.origin);
  await page.waitForSelector(".style-list");
  const counts = () => page.locator(".style-list summary .row > :last-child").allTextContents();
  const before = await counts();
  await page.fill("#style-threshold", "2");
  await page.waitForSelector("text=each track in every style from 0.10 up");
  assert.notDeepEqual(await counts(), before);
});

browserTest("the page follows an analysis, and leaves open what was open", async ({ page }) => {
  await using site = await served();
  await page.goto(site.origin);
  await page.waitForSelector("web-island[name=Overview][data-live]", { state: "attached" });
  await page.click("#figure-tempo details summary");
  const { track } = entryOf("new");
  await site.library.store.putTrack({ ...track, path: "/music/new.mp3" });
  await site.library.collection.refresh();
  await page.waitForSelector("header:has-text('41 tracks')");
  await page.waitForSelector("#figure-tempo figcaption:has-text('n = 41')");
  assert.equal(await page.locator("#figure-tempo details[open]").count(), 1);
});

for (const [width, scheme] of [[1280, "light"], [390, "dark"]] as const) {
  browserTest(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await using site = await served();
    await page.goto(site.origin);
    await page.waitForSelector(".style-list");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }, { viewport: { width, height: 800 }, colorScheme: scheme });
}
