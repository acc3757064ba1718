import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../fixtures/browser.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

Deno.test.beforeAll(buildPages);

const LANES = ["peaks", "mel", "chroma", "onset", "loudness"];

async function opened(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(
    (lanes) => lanes.every((id) => document.querySelector(`[data-lane="${id}"] canvas`) !== null),
    LANES,
  );
}

/** Waits until a canvas has more than one colour. */
async function painted(page: Page, lane: string): Promise<void> {
  await page.waitForFunction((id) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`[data-lane="${id}"] canvas`);
    if (!canvas || canvas.width === 0) return false;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size > 1;
  }, lane);
}

browserTest(
  "pictures along a track are painted; a click plays from there and a drag loops",
  async ({ page }) => {
    await using site = await serveLibrary(await heardLibrary(4));
    await opened(page, `${site.origin}/track/t01`);
    for (const lane of LANES) await painted(page, lane);
    const mel = page.locator('[data-lane="mel"] canvas');
    const box = (await mel.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() =>
      /Hz \(.+\), .+ dB/.test(document.querySelector(".strips .told")?.textContent ?? "")
    );
    await mel.click({ position: { x: box.width / 2, y: 20 } });
    assert.equal(await page.locator(".player .now .title").textContent(), "Title t01");
    await page.waitForFunction(() => {
      const left = parseFloat(
        document.querySelector<HTMLElement>(".strip-stack .cursor")?.style.left ?? "0",
      );
      return left >= 49 && left < 90;
    });
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 30, { steps: 3 });
    await page.mouse.up();
    await page.waitForSelector(".strip-stack .marked");
    await page.getByRole("button", { name: /^End loop/ }).click();
    assert.equal(await page.locator(".strip-stack .marked").count(), 0);
    const before = await page.locator(".time-axis span").allTextContents();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForFunction(
      (texts) =>
        texts !==
          [...document.querySelectorAll(".time-axis span")].map((s) => s.textContent).join(),
      before.join(),
    );
  },
);

browserTest("the page of a track does not scroll sideways at 390 px", async ({ page }) => {
  await using site = await serveLibrary(await heardLibrary(4));
  await opened(page, `${site.origin}/track/t01`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
}, { viewport: { width: 390, height: 844 } });
