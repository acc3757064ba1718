import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../fixtures/browser.ts";
import { lassoLeftHalf } from "../fixtures/explore_page.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

const TRACKS = 26;

Deno.test.beforeAll(buildPages);

async function served() {
  return serveLibrary(await heardLibrary(TRACKS));
}

/** Opens the page and waits for both maps and the lists below. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "Compare the neighbours of every track" }).click();
  await page.waitForSelector(".disagreement .row-list li");
  await page.waitForFunction(() => document.querySelectorAll(".trust").length === 2, undefined, {
    timeout: 30_000,
  });
}

/** Points at a track of a list and gives where its name stands on a map, px of the page. */
async function placeOf(page: Page, { title, map }: { title: string; map: number }) {
  await page.locator(".disagreement .row-list li", { hasText: title }).first().hover();
  await page.waitForFunction(() => document.querySelectorAll(".map-tip").length === 2);
  const canvas = page.locator(".map-canvas").nth(map);
  const place = await canvas.locator(".map-tip").evaluate((tip: HTMLElement) => ({
    x: Number.parseFloat(tip.style.left),
    y: Number.parseFloat(tip.style.top),
  }));
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  return { x: box.x + place.x, y: box.y + place.y };
}

browserTest(
  "a track pointed at is named on both maps; a click makes it the query",
  async ({ page }) => {
    await using site = await served();
    await open(page, `${site.origin}/similar/maps`);
    const first = page.locator(".disagreement .row-list .title").first();
    const title = await first.innerText();
    const place = await placeOf(page, { title, map: 1 });
    await page.mouse.move(place.x, place.y);
    await page.waitForFunction(
      (title) =>
        [...document.querySelectorAll(".map-tip strong")].filter((tip) => tip.textContent === title)
          .length === 2,
      title,
    );
    await page.mouse.click(place.x, place.y);
    await page.waitForURL(/view\.track=t\d\d/);
    await page.waitForSelector(".two-lists .row-list li");
    assert.equal(await page.locator(".query-line .title").innerText(), title);
    const id = new URL(page.url()).searchParams.get("view.track");
    const answer = await (await page.request.get(
      `${site.origin}/api/similar?track=${id}&space=musicnn&space=vgg`,
    )).json();
    const wanted = answer.lists.map((list: { neighbours: { track: { title: string } }[] }) =>
      list.neighbours.map(({ track }) => track.title)
    );
    for (const list of [0, 1]) {
      assert.deepEqual(
        await page.locator(".two-lists .row-list").nth(list).locator(".title").allInnerTexts(),
        wanted[list],
      );
    }
    assert.equal(await page.locator(".both").count(), 2 * answer.agreements[0].common);
    await page.getByRole("link", { name: "Open in Similar" }).click();
    await page.waitForURL(/\/similar\?track=/);
    await page.getByRole("link", { name: "Compare their maps" }).click();
    await page.waitForSelector(".query-line");
    assert.equal(await page.locator(".query-line .title").innerText(), title);
  },
  { viewport: { width: 1280, height: 1600 } },
);

browserTest("one lasso selects on both maps, and Explore agrees", async ({ page }) => {
  await using site = await served();
  await open(page, `${site.origin}/similar/maps`);
  await page.waitForTimeout(500);
  await lassoLeftHalf(page, page.locator(".map-canvas").nth(1));
  await page.waitForURL(/region=vgg\.pca/);
  const count = Number((await page.locator(".selected-count").innerText()).split(" ")[0]);
  assert.ok(count > 0 && count < TRACKS, `${count}`);
  assert.equal(await page.locator(".drawn .region").count(), 1);
  assert.match(
    await page.locator(".disagreement .finding").innerText(),
    new RegExp(`over ${count} tracks?`),
  );
  const region = new URL(page.url()).search;
  const answer = await page.request.get(
    `${site.origin}/api/tracks${region}`,
  );
  assert.equal((await answer.json()).matching, count);
  await lassoLeftHalf(page, page.locator(".map-canvas").nth(0));
  await page.waitForURL(/region\.beside=musicnn\.pca/);
  const both = Number((await page.locator(".selected-count").innerText()).split(" ")[0]);
  assert.ok(both > 0 && both < count, `${both} of ${count}`);
  assert.equal(await page.locator(".drawn .region").count(), 2);
  await page.getByRole("link", { name: "explore them" }).click();
  await page.waitForURL(/\/explore\?.*region\.beside/);
  await page.waitForFunction(
    (both) => document.querySelector(".explore")?.textContent?.includes(`${both} of 26`),
    both,
  );
}, { viewport: { width: 1280, height: 1600 } });

browserTest("the left map moves to the places of the right one, and back", async ({ page }) => {
  await using site = await served();
  await open(page, `${site.origin}/similar/maps`);
  const title = await page.locator(".disagreement .row-list .title").first().innerText();
  const before = await placeOf(page, { title, map: 0 });
  await page.getByRole("button", { name: "Move left to right" }).click();
  await page.waitForSelector("text=Moved to where MSD-VGG by PCA has them");
  const [left, right] = [
    await placeOf(page, { title, map: 0 }),
    await placeOf(page, { title, map: 1 }),
  ];
  const boxes = await Promise.all(
    [0, 1].map((map) => page.locator(".map-canvas").nth(map).boundingBox()),
  );
  assert.ok(Math.abs(left.x - boxes[0]!.x - (right.x - boxes[1]!.x)) < 1);
  assert.ok(Math.hypot(left.x - before.x, left.y - before.y) > 1);
  await page.getByRole("slider", { name: /How far/ }).fill("0.5");
  await page.waitForSelector("text=50 % of the way");
  await page.waitForURL(/view\.morph=0\.5/);
  await page.reload();
  await page.waitForSelector("text=50 % of the way");
  await page.getByRole("button", { name: "Move back" }).click();
  await page.waitForSelector("text=/Moved|of the way/", { state: "detached" });
}, { reducedMotion: "reduce", viewport: { width: 1280, height: 1600 } });

/** Where a track stands on both maps, each from the corner of its own. */
async function onBoth(page: Page, title: string) {
  const places = [];
  for (const map of [0, 1]) {
    const place = await placeOf(page, { title, map });
    const box = (await page.locator(".map-canvas").nth(map).boundingBox())!;
    places.push({ x: place.x - box.x, y: place.y - box.y });
  }
  return places as [{ x: number; y: number }, { x: number; y: number }];
}

async function zoomInto(page: Page, map: number): Promise<void> {
  const canvas = page.locator(".map-canvas").nth(map);
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
  await page.mouse.wheel(0, -120);
  await page.waitForTimeout(300);
}

browserTest("both maps are under one lens, until they are to be apart", async ({ page }) => {
  await using site = await served();
  await open(page, `${site.origin}/similar/maps?view.morph=1`);
  await page.waitForSelector("text=Moved to where MSD-VGG by PCA has them");
  const title = await page.locator(".disagreement .row-list .title").nth(2).innerText();
  const apart = ([a, b]: Awaited<ReturnType<typeof onBoth>>) => Math.hypot(a.x - b.x, a.y - b.y);
  const whole = await onBoth(page, title);
  assert.ok(apart(whole) < 1);
  await zoomInto(page, 1);
  const near = await onBoth(page, title);
  assert.ok(apart(near) < 1, JSON.stringify(near));
  assert.ok(apart([whole[0], near[0]]) > 5);
  await page.getByLabel("zoom together").uncheck();
  await page.waitForURL(/view\.zoom=apart/);
  await zoomInto(page, 0);
  assert.ok(apart(await onBoth(page, title)) > 5);
  await page.getByLabel("zoom together").check();
  await page.waitForTimeout(300);
  assert.ok(apart(await onBoth(page, title)) < 1);
  await page.getByRole("button", { name: "whole maps" }).click();
  await page.waitForTimeout(300);
  assert.ok(apart([whole[1], (await onBoth(page, title))[1]]) < 1);
}, { reducedMotion: "reduce", viewport: { width: 1280, height: 1600 } });

browserTest("colour, maps and query are in the address", async ({ page }) => {
  await using site = await served();
  await open(page, `${site.origin}/similar/maps?view.track=t03`);
  await page.getByRole("button", { name: "Colour the maps by it" }).click();
  await page.waitForURL(/view\.colour=disagreement/);
  assert.match(await page.locator(".legend").innerText(), /of 10 neighbours shared/);
  await page.getByLabel("Space, right").selectOption("musicnn");
  await page.waitForURL(/view\.beside=musicnn\.pca/);
  await page.waitForSelector("text=Both are maps of MSD-MusiCNN");
  await page.getByLabel("Projection, right").selectOption("umap");
  await page.waitForURL(/view\.beside=musicnn\.umap/);
  await page.reload();
  await page.waitForSelector(".query-line");
  assert.equal(await page.getByLabel("Projection, right").inputValue(), "umap");
});

browserTest("without WebGL the lists say the same", async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
    OffscreenCanvas.prototype.getContext = () => null;
  });
  await using site = await served();
  await page.goto(`${site.origin}/similar/maps`);
  await page.waitForSelector("text=The lists below work all the same");
  await page.getByRole("button", { name: "Compare the neighbours of every track" }).click();
  await page.locator(".disagreement .row-list .choose").first().click();
  await page.waitForSelector(".two-lists .row-list li");
});

browserTest("on a small screen one map stands under the other", async ({ page }) => {
  await using site = await served();
  await open(page, `${site.origin}/similar/maps`);
  const [first, second] = await Promise.all(
    [0, 1].map((map) => page.locator(".map-canvas").nth(map).boundingBox()),
  );
  assert.ok(second!.y > first!.y + first!.height);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
}, { viewport: { width: 390, height: 844 } });

browserTest(
  "segments are drawn as lines in time, and a click on one plays that moment",
  async ({ page }) => {
    await page.addInitScript(() => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function () {
        Object.assign(globalThis, { sounding: this });
        return play.call(this);
      };
    });
    await using site = await served();
    await page.goto(`${site.origin}/similar/segments#tracks=3&right=tags.raw~dim1~dim5`);
    await page.waitForFunction(
      () => document.querySelectorAll(".segment-plot .trajectory").length >= 3,
      undefined,
      { timeout: 60_000 },
    );
    const marks = page.locator(".segment-side").first().locator(".mark");
    const second = marks.nth(5);
    await second.hover();
    const name = await page.locator(".segment-name").first().innerText();
    const [, minutes, seconds] = /\((\d+):(\d\d)~/.exec(name)!;
    const start = 60 * Number(minutes) + Number(seconds);
    assert.ok(start > 1, name);
    await second.click();
    await page.waitForFunction(
      (start) => {
        const { sounding } = globalThis as unknown as { sounding?: HTMLMediaElement };
        return sounding && !sounding.paused && sounding.currentTime >= start;
      },
      start,
    );
    await page.getByLabel("Show").selectOption("averages");
    await page.waitForURL(/shown=averages/);
    assert.equal(await marks.count(), 3);
    const plot = page.locator(".segment-plot").first();
    await plot.evaluate((svg) => scrollBy(0, svg.getBoundingClientRect().top - 60));
    await lassoLeftHalf(page, plot);
    const inLeftHalf = await marks.evaluateAll((all) =>
      all.filter((mark) => {
        const box = mark.closest("svg")!.getBoundingClientRect();
        const { left, right } = mark.getBoundingClientRect();
        return (left + right) / 2 < box.left + box.width / 2;
      }).length
    );
    assert.ok(inLeftHalf > 0 && inLeftHalf < 3);
    const said = await page.locator(".caught-tracks span").innerText();
    assert.match(said, new RegExp(`^${inLeftHalf} marks? of ${inLeftHalf} tracks? drawn around`));
    assert.equal(await page.locator(".segment-tracks .caught-row").count(), inLeftHalf);
    await page.getByRole("button", { name: "Let go" }).click();
    assert.equal(await page.locator(".segment-plot .caught").count(), 0);
  },
);
