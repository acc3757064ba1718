import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openLibrary } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

async function served(tracks: number) {
  return serveLibrary(await heardLibrary(tracks));
}

function titles(page: Page, list: number): Promise<string[]> {
  return page.locator(`[data-place="${list}"] .neighbour .title`).allTextContents();
}

/** Waits until the page of an address is in place and alive. */
async function settled(page: Page, address: string): Promise<void> {
  await page.waitForFunction(
    (part) =>
      location.search.includes(part) &&
      document.documentElement.getAttribute("aria-busy") !== "true" &&
      document.querySelectorAll("main web-island:not([data-live])").length === 0,
    address,
  );
}

function textAt(page: Page, address: string): Promise<string> {
  return page.evaluate((path) => fetch(path).then((response) => response.text()), address);
}

/** The state of the one player: which track, and whether it sounds. */
function sounding(page: Page): Promise<string | null> {
  return page.locator(".player .now .title").textContent();
}

browserTest("a query is chosen by typing, and its lists stand side by side", async ({ page }) => {
  await using site = await served(8);
  await page.goto(`${site.origin}/similar`);
  await page.waitForSelector("web-island[data-live] >> .finder");
  await page.fill(".finder input", "title t03");
  await page.waitForSelector(".finder-list [role=option]");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/similar?track=t03");
  assert.equal(await page.locator(".query-card .title").textContent(), "Title t03");
  assert.deepEqual((await titles(page, 0)).slice(0, 3), ["Title t02", "Title t04", "Title t01"]);
  assert.equal((await titles(page, 1)).length, 7);
  assert.equal(await page.locator(".common-lines path").count(), 7);
  const heads = await page.locator(".list-head h2").allTextContents();
  assert.deepEqual(heads.map((text) => text.trim()), ["MSD-MusiCNN", "MSD-VGG"]);
});

browserTest("where no track can be looked up, the field says why", async ({ page, problems }) => {
  await using site = await served(2);
  await page.goto(`${site.origin}/similar`);
  await page.waitForSelector("web-island[data-live] >> .finder");
  await page.route("**/api/search*", (route) => route.abort());
  await page.fill(".finder input", "title t01");
  await page.waitForSelector(".finder-list >> text=Cannot find tracks: Fonoteca does not answer");
  problems.length = 0;
});

browserTest("Enter before the answer chooses a track of what is typed", async ({ page }) => {
  await using site = await served(8);
  await page.goto(`${site.origin}/similar`);
  await page.waitForSelector("web-island[data-live] >> .finder");
  await page.fill(".finder input", "title t0");
  await page.waitForSelector(".finder-list [role=option]");
  await page.route("**/api/search*", async (route) => {
    await page.waitForTimeout(300);
    await route.continue();
  });
  await page.fill(".finder input", "title t05");
  await page.keyboard.press("Enter");
  await page.waitForURL("**track=t05**");
});

browserTest(
  "options, spaces and the next query change the address and the lists",
  async ({ page }) => {
    await using site = await served(8);
    await page.goto(`${site.origin}/similar?track=t03`);
    await page.waitForSelector("web-island[data-live] >> .common-lines");
    await page.fill("input[name=k]", "3");
    await page.keyboard.press("Enter");
    await page.waitForURL("**k=3**");
    assert.equal((await titles(page, 0)).length, 3);
    await page.click(".options input[name=mutual]");
    await page.waitForURL("**mutual=yes**");
    assert.equal(await page.locator("[data-place='0'] .moved").count(), 3);
    await page.click("[data-place='0'] .spaces a >> text=VGG");
    await settled(page, "space=vgg&space=musicnn");
    await page.click("text=Next →");
    await page.waitForURL("**track=t04**");
    assert.match(page.url(), /k=3/);
    await page.goBack();
    await page.waitForURL("**track=t03**");
  },
);

browserTest(
  "why two tracks are similar is in sight to its last column",
  async ({ page }) => {
    const library = await openLibrary(":memory:");
    const measured = { loudness: -16.1, instrumentalness: 0.84, danceability_vibenet: 0.33 };
    await library.store.putMany(["t03", "t04"].map((id, i) => {
      const track = trackOf(id);
      const values = { ...track.values, ...measured };
      return { track: { ...track, values }, vectors: { musicnn: vectorOf(200, 1 + i) } };
    }));
    await library.collection.refresh();
    await using site = await serveLibrary(library);
    await page.goto(`${site.origin}/similar?track=t03&why=t04`);
    const cut = await page.locator(".why-panel .table-frame").evaluateAll((frames) =>
      frames.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length
    );
    assert.equal(cut, 0);
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest("pointing at a track marks it in both lists and on its line", async ({ page }) => {
  await using site = await served(8);
  await page.goto(`${site.origin}/similar?track=t03`);
  await page.waitForSelector("web-island[data-live] >> .common-lines");
  await page.hover("[data-place='0'] .neighbour >> nth=1");
  assert.equal(await page.locator("[data-track='t04'][data-pointed]").count(), 3);
});

browserTest("a neighbour plays, and the next of its list follows", async ({ page }) => {
  await using site = await served(8);
  await page.goto(`${site.origin}/similar?track=t03`);
  await page.waitForSelector("web-island[data-live] >> .player");
  await page.click("[data-place='1'] .neighbour >> nth=0 >> .play");
  await page.waitForSelector("[data-place='1'] .neighbour >> nth=0 >> .play[data-playing=now]");
  const [first, second] = await titles(page, 1);
  assert.equal(await sounding(page), first);
  await page.click(".player [aria-label='Next track']");
  await page.waitForFunction(
    (title) => document.querySelector(".player .now .title")?.textContent === title,
    second,
  );
});

browserTest("why, playlists and keeping one work from the page", async ({ page }) => {
  await using site = await served(8);
  await page.goto(`${site.origin}/similar?track=t03`);
  await page.click("[data-place='0'] .neighbour >> nth=0 >> .why");
  await page.waitForSelector("#why");
  assert.match(await page.locator("#why h2").textContent() ?? "", /Title t02/);
  await page.selectOption("#playlist-choice", "union");
  await page.waitForSelector("web-island[data-live] >> text=Keep in Playlists");
  await page.click("text=Keep in Playlists");
  await page.waitForSelector(".make-playlist [role=status]");
  const { playlists } = JSON.parse(await textAt(page, "/api/playlists"));
  assert.equal(playlists[0].length, 7);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click(".make-playlist button[type=submit]", { noWaitAfter: true }),
  ]);
  assert.equal(download.suggestedFilename(), "Similar to Title t03.m3u8");
  await page.goto("about:blank");
});

browserTest("the page says the same without script", async ({ page }) => {
  await using site = await served(5);
  await page.goto(`${site.origin}/similar?find=t0`);
  assert.equal(await page.locator(".chosen .neighbour").count(), 5);
  await page.click("text=Title t02");
  assert.equal((await titles(page, 0)).length, 4);
  await page.click(".options input[name=same_artist]");
  await page.click("text=Apply");
  assert.match(page.url(), /same_artist=no/);
}, { javaScriptEnabled: false });

browserTest("an evaluation runs, and its figures stay", async ({ page }) => {
  await using site = await served(8);
  await page.goto(`${site.origin}/evaluate`);
  await page.waitForSelector("web-island[data-live] >> text=Evaluate this collection");
  await page.click("text=Evaluate this collection");
  await page.waitForSelector("text=Do the spaces agree?");
  assert.match(await page.locator("main").textContent() ?? "", /Of 8 tracks/);
  const kept = JSON.parse(await textAt(page, "/api/evaluation"));
  assert.equal(kept.figures.overlaps.length, 1);
  assert.equal(kept.figures.spaces[0].tracks, 8);
});

browserTest(
  "a whole listening test by keyboard, interrupted and gone on with",
  async ({ page }) => {
    await using site = await served(8);
    await page.goto(`${site.origin}/listen`);
    await page.fill("#listener", "Ann");
    await page.fill("#trials", "1");
    await page.click(".start-test button");
    await page.waitForSelector("web-island[data-live] >> .hear");
    await answerTrial(page, 0);
    await page.goto(`${site.origin}/listen`);
    await page.click("text=Go on");
    await page.waitForSelector("web-island[data-live] >> .hear");
    assert.match(await page.locator(".listen-test .progress").textContent() ?? "", /1 of 3/);
    await page.keyboard.press("/");
    await page.keyboard.type("123");
    assert.equal(await page.inputValue("#search"), "123");
    assert.equal(await page.locator(".hear-button.sounds").count(), 0);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    for (let trial = 1; trial < 3; trial++) await answerTrial(page, trial);
    await page.waitForSelector("text=all 3 trials are answered");
    await page.click("text=See the results");
    await page.waitForSelector("text=The trials");
    assert.equal(await page.locator("[aria-label='The trials'] tbody tr").count(), 3);
    const tsv = await textAt(page, "/api/listening/results?as=tsv");
    assert.equal(tsv.trimEnd().split("\n").length, 4);
  },
);

/** Hears all three tracks of a trial and answers it, by keyboard alone. */
async function answerTrial(page: Page, trial: number): Promise<void> {
  await page.waitForFunction(
    (done) => document.querySelector(".listen-test .progress")?.textContent?.includes(`${done} of`),
    trial,
  );
  const pair = await page.locator("text=more like the query").count() > 0;
  const answer = pair ? "ArrowLeft" : "a";
  await page.keyboard.press(answer);
  await page.waitForSelector(".fault >> text=Hear at least 3 s of all three first");
  for (const key of ["1", "2", "3"]) {
    await page.keyboard.press(key);
    await page.waitForSelector(`.trial-card:nth-child(${key}) .sounds`);
    if (key === "3") await page.keyboard.press(answer);
    await page.waitForSelector(`.trial-card:nth-child(${key}) .sounds >> text=/^heard$/`);
  }
  const shown = await page.locator(".player .now").textContent();
  assert.doesNotMatch(shown ?? "", /Title|Artist/);
  assert.equal(await page.locator(".player a").count(), 0);
  assert.doesNotMatch(await page.content(), /"t0\d"/);
  await page.keyboard.press(answer);
  await page.waitForFunction(
    (next) => {
      const text = document.querySelector(".listen-test")?.textContent ?? "";
      return text.includes(`${next} of`) || text.includes("are answered");
    },
    trial + 1,
  );
}
