import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../fixtures/browser.ts";
import { openExplore } from "../fixtures/explore_page.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

Deno.test.beforeAll(buildPages);

/** Waits until the inspector shows a track, its neighbours and its waveform. */
async function shows(page: Page, title: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector<HTMLElement>(".inspector h2")?.innerText === wanted &&
      document.querySelector(".inspector .nearest li") !== null,
    title,
  );
}

browserTest(
  "one click on a row, a point, a neighbour or a median opens a track beside the map",
  async ({ page }) => {
    await using site = await serveLibrary(await heardLibrary(10));
    await openExplore(page, `${site.origin}/explore?sort=tempo`);
    await page.getByRole("link", { name: "Title t03", exact: true }).click();
    await shows(page, "Title t03");
    assert.match(page.url(), /\/explore\?.*view\.track=t03/);
    assert.equal(await page.evaluate(() => document.activeElement?.className), "inspector");
    assert.equal(await page.locator(".track.open .title").innerText(), "Title t03");
    await page.waitForSelector('.inspector [data-lane="peaks"] canvas');
    assert.match(await page.locator(".inspector .fact-lines").innerText(), /Tempo\s+110\.0 BPM/);

    await page.locator(".inspector").getByRole("button", { name: "Queue" }).click();
    await page.waitForFunction(() =>
      document.querySelector(".player .more .num")?.textContent === "1"
    );

    const neighbour = page.locator(".inspector .nearest li a").first();
    const next = await neighbour.innerText();
    await neighbour.click();
    await shows(page, next);
    await page.getByRole("button", { name: "Next track of the list" }).click();
    await page.waitForFunction(
      (before) => document.querySelector<HTMLElement>(".inspector h2")?.innerText !== before,
      next,
    );

    await page.keyboard.press("Escape");
    await page.waitForSelector(".inspector", { state: "detached" });
    assert.ok(!page.url().includes("view.track"), page.url());
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Title t03");

    // The tip of a row that is hovered in the table stands at its point of the map.
    await page.waitForSelector(".trust", { timeout: 30_000 });
    await page.waitForTimeout(800);
    await page.locator(".track", { hasText: "Title t04" }).hover();
    const tip = page.locator(".map-tip");
    const [left, top] = await tip.evaluate((element: HTMLElement) =>
      [element.style.left, element.style.top].map(Number.parseFloat)
    );
    const box = (await page.locator(".map-canvas").boundingBox())!;
    await page.mouse.click(box.x + left! + 1, box.y + top! - 1);
    await shows(page, "Title t04");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "median" }).first().click();
    await shows(page, "Title t04");

    await page.getByRole("link", { name: "Whole page" }).click();
    await page.waitForURL(/\/track\/t04/);
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest(
  "on a phone the inspector is a sheet above the player, opened by its address",
  async ({ page }) => {
    await using site = await serveLibrary(await heardLibrary(4));
    await openExplore(page, `${site.origin}/explore?view.track=t01`);
    await shows(page, "Title t01");
    const box = (await page.locator(".inspector").boundingBox())!;
    const player = (await page.locator(".player").boundingBox())!;
    assert.equal(box.width, 390);
    assert.ok(
      Math.abs(box.y + box.height - player.y) < 2 && box.height < 0.75 * 844,
      `${box.height}`,
    );
    assert.notEqual(await page.evaluate(() => document.activeElement?.className), "inspector");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.getByRole("button", { name: "Shut the track" }).click();
    await page.waitForSelector(".inspector", { state: "detached" });
  },
  { viewport: { width: 390, height: 844 } },
);

browserTest(
  "groups count selected and all and ask for themselves; bars can be shares; numbers have their units",
  async ({ page }) => {
    await using site = await serveLibrary(await heardLibrary(10));
    await openExplore(page, `${site.origin}/explore?tempo=..100`);
    const tall = () =>
      page.locator("figure.brushable", { hasText: "Loudness" }).locator(".selected")
        .evaluate((path) => Number(/v-([\d.]+)/.exec(path.getAttribute("d") ?? "")?.[1]));
    const counted = await tall();
    await page.getByLabel("bars are shares").check();
    // All ten are equally loud: three of ten become all of three.
    await page.waitForFunction((before) => {
      const figures = [...document.querySelectorAll("figure.brushable")];
      const path = figures.find((figure) => figure.textContent?.includes("Loudness"))
        ?.querySelector(".selected")?.getAttribute("d") ?? "";
      return Number(/v-([\d.]+)/.exec(path)?.[1]) > 3 * before;
    }, counted);
    assert.match(page.url(), /view\.bars=shares/);

    const tempo = page.locator("figure.brushable", { hasText: "Tempo" });
    const chart = (await tempo.locator("svg").first().boundingBox())!;
    // Axis from 40 to 210 BPM in bars of 5, 8 of 268 px from the left, 252 wide: 80 BPM is in the ninth.
    await page.mouse.move(chart.x + (8 + 252 * 8.5 / 34) / 268 * chart.width, chart.y + 20);
    await tempo.getByText("80.0 to 85.0 BPM: 1 / 1").waitFor();
    const [from, to] = await tempo.getByRole("slider").evaluateAll((ends) =>
      ends.map((end) => end.getAttribute("aria-valuetext"))
    );
    assert.equal(from, "open, the histogram begins at 40.0 BPM");
    assert.equal(to, "100.0 BPM");
    assert.match(
      await page.getByRole("columnheader", { name: "Tempo" }).innerText(),
      /Tempo\s*BPM/,
    );

    await page.getByRole("button", { name: "Groups" }).click();
    const row = page.locator(".cross tbody tr").first();
    assert.match(await row.innerText(), /C# minor\s+3 \/ 10/);
    await row.getByRole("button", { name: "C# minor" }).click();
    await page.waitForURL(/key=/);
    assert.match(page.url(), /view\.groups=key/);
    await page.reload();
    await page.waitForSelector(".cross tbody tr");
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest(
  "on a small screen the counts of groups are named",
  async ({ page }) => {
    await using site = await serveLibrary(await heardLibrary(10));
    await openExplore(page, `${site.origin}/explore?view.groups=key*key`);
    const names = await page.locator(".cross tr td").evaluateAll((cells) =>
      cells.map((cell) => getComputedStyle(cell, "::before").content)
    );
    assert.deepEqual(names, ['"selected / all"', '"C# minor"']);
  },
  { viewport: { width: 390, height: 844 } },
);
