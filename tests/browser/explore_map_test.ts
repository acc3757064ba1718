import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../fixtures/browser.ts";
import {
  count,
  lassoLeftHalf,
  openExplore,
  serveExplore,
  waitForCount,
} from "../fixtures/explore_page.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { openLibrary } from "../../library/mod.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

browserTest("what has no canvas at all is told so, and nothing is thrown", async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
    OffscreenCanvas.prototype.getContext = () => null;
  });
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  await page.waitForSelector("text=this browser has neither WebGL 2 nor a 2-D canvas");
});

/** How much is drawn on the map: the sum of the opacity of its px. */
function inkOn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".map-canvas canvas");
    const image = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let at = 3; at < (image?.data.length ?? 0); at += 4) sum += image!.data[at]!;
    return sum;
  });
}

/** Makes a page without WebGL; for `addInitScript()`. */
function withoutWebGl(): void {
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string) {
    return kind === "2d" ? getContext.call(this, "2d") : null;
  } as typeof getContext;
}

browserTest("without WebGL the map is drawn, and a brush changes it", async ({ page }) => {
  await page.addInitScript(withoutWebGl);
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  await page.waitForSelector(".trust");
  await page.waitForTimeout(600);
  const all = await inkOn(page);
  assert.ok(all > 0);
  await page.getByRole("textbox", { name: "Tempo to" }).fill("100");
  await page.keyboard.press("Enter");
  await waitForCount(page, "9 of 60");
  await page.waitForTimeout(300);
  const part = await inkOn(page);
  assert.ok(part > 0 && part < all, `${part} of ${all}`);
});

browserTest(
  "where a map cannot be had, none is drawn under its name",
  async ({ page, problems }) => {
    await page.addInitScript(withoutWebGl);
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore?view.projection=pca`);
    await page.waitForSelector(".trust");
    await page.waitForTimeout(300);
    assert.ok(await inkOn(page) > 0);
    await page.route(/\/api\/map\?/, (route) => route.abort());
    await page.getByLabel("Projection").selectOption("std");
    await page.waitForSelector(".map-note >> text=Fonoteca does not answer");
    await page.waitForTimeout(300);
    assert.equal(await inkOn(page), 0);
    problems.length = 0;
  },
);

browserTest(
  "the map is more than half of the page, and nothing moves when a chip appears",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore`);
    const canvas = page.locator(".map-canvas");
    const before = (await canvas.boundingBox())!;
    assert.ok(before.height >= 0.55 * 800, `${before.height} px of 800`);
    await page.getByRole("textbox", { name: "Tempo to" }).fill("100");
    await page.keyboard.press("Enter");
    await waitForCount(page, "9 of 60");
    assert.deepEqual(await canvas.boundingBox(), before);
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest(
  "what is chosen above the map stands in one line",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore`);
    await page.waitForSelector(".trust");
    const middles = await page.locator(".map-bar > *").evaluateAll((parts) =>
      parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2)
    );
    assert.ok(Math.max(...middles) - Math.min(...middles) < 2, `${middles}`);
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest("a key gives the map the window, Escape gives it back", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  const canvas = page.locator(".map-canvas");
  const before = (await canvas.boundingBox())!;
  await page.keyboard.press("m");
  await page.waitForURL(/view\.map=whole/);
  const whole = (await canvas.boundingBox())!;
  assert.equal(whole.width, page.viewportSize()!.width);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("view.map"));
  assert.deepEqual(await canvas.boundingBox(), before);
});

browserTest(
  "the table is a drawer that is shut, dragged and kept in the address",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore`);
    const height = async () => (await page.locator(".map-canvas").boundingBox())!.height;
    const before = await height();
    await page.getByRole("button", { name: "Table" }).click();
    await page.waitForURL(/view\.drawer=0/);
    assert.equal(await page.locator(".tracks").count(), 0);
    assert.ok(await height() > before);
    await page.getByRole("separator", { name: "Height of the table" }).focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press("ArrowUp");
    await page.waitForURL(/view\.drawer=0\.54/);
    assert.ok(await height() < before);
    assert.ok(await page.locator(".track").count() > 0);
  },
);

browserTest(
  "the better map comes in place of the first, unless one is chosen",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore`);
    const projection = page.getByLabel("Projection");
    await page.waitForFunction(() =>
      [...document.querySelectorAll("option:checked")].some((option) =>
        option.textContent === "UMAP (best)"
      )
    );
    await projection.selectOption("pca");
    await page.waitForURL(/view\.projection=pca/);
    await page.reload();
    await page.waitForSelector(".trust");
    assert.equal(await projection.inputValue(), "pca");
  },
);

/** Two heaps of twenty tracks, each with a tag of its own. */
async function serveTagged() {
  const library = await openLibrary(":memory:");
  await library.store.putMany(Array.from({ length: 40 }, (_, i) => ({
    track: trackOf(`t${i}`),
    vectors: {
      musicnn: vectorOf(200, i % 2 === 0 ? 1 + i / 1000 : 40 + i / 1000),
      tags: new Float32Array(50).fill(0.9, i % 2, i % 2 + 1),
    },
  })));
  await library.collection.refresh();
  return serveLibrary(library);
}

browserTest("the names of regions go where their tracks go", async ({ page }) => {
  await using site = await serveTagged();
  await openExplore(page, `${site.origin}/explore?view.projection=pca`);
  const name = page.locator(".region-names span").first();
  const place = () =>
    name.evaluate((element) => [element.style.left, element.style.top].map(Number.parseFloat));
  await name.waitFor();
  const [left, top] = await place();
  const box = (await page.locator(".map-canvas").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 20, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(500);
  const [right, low] = await place();
  assert.ok(Math.abs(right! - left! - 30) < 2 && Math.abs(low! - top! - 20) < 2, `${right} ${low}`);
});

browserTest("a lasso on the map selects, on the server too", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  await page.waitForSelector(".trust", { timeout: 30_000 });
  await page.waitForTimeout(800);
  await lassoLeftHalf(page, page.locator(".map-canvas"));
  await page.waitForURL(/region=musicnn\.(pca|umap)/);
  const part = Number((await count(page)).split(" ")[0]);
  assert.ok(part > 0 && part < 60, `${part}`);
  const answer = await page.request.get(`${site.origin}/api/tracks${new URL(page.url()).search}`);
  assert.equal((await answer.json()).matching, part);
});

browserTest("a line drawn over raw axes becomes a playlist along it", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?view.projection=raw~duration~loudness`);
  await page.waitForSelector(".map-axes >> text=Duration");
  await page.getByLabel("Axis across", { exact: true }).fill("Tempo");
  await page.getByLabel("Axis across", { exact: true }).press("Enter");
  await page.waitForURL(/raw%7Etempo%7Eloudness|raw~tempo~loudness/);
  await page.waitForSelector(".map-axes >> text=Tempo");
  await page.getByRole("button", { name: "line", exact: true }).click();
  const box = (await page.locator(".map-canvas").boundingBox())!;
  const at = async (side: "x" | "y", value: number) => {
    const ticks = await page.locator(".map-axes text").evaluateAll(
      (texts, side) =>
        texts.filter((text) => (text.getAttribute("text-anchor") === "middle") === (side === "x"))
          .map((text) => ({ value: Number(text.textContent), at: Number(text.getAttribute(side)) }))
          .filter(({ value }) => !Number.isNaN(value)),
      side,
    );
    const [one, other] = [ticks[0]!, ticks.at(-1)!];
    const share = (value - one.value) / (other.value - one.value);
    return box[side] + one.at + share * (other.at - one.at);
  };
  await page.mouse.move(await at("x", 100), await at("y", -17.75));
  await page.mouse.down();
  await page.mouse.move(await at("x", 140), await at("y", -7.75), { steps: 8 });
  await page.mouse.up();
  await page.waitForSelector(".way-tracks li");
  const titles = await page.locator(".way-tracks li").allInnerTexts();
  const tempi = titles.map((title) => 91 + Number(/\d+/.exec(title)![0]));
  assert.ok(tempi.length >= 3 && tempi.length <= 5, "each of five artists once");
  assert.deepEqual(tempi, tempi.toSorted((a, b) => a - b));
  await page.getByLabel("each artist once").uncheck();
  await page.waitForFunction(
    (once) => document.querySelectorAll(".way-tracks li").length > once,
    tempi.length,
  );
});
