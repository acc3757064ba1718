import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { evenBeats, gridIn, readStrips } from "../../domain/mod.ts";
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

/** Remembers when the page starts oscillators, s of their audio context. */
function recordOscillators(): void {
  const record: number[] = [];
  Object.assign(globalThis, { record });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at = 0) {
    record.push(at);
    start.call(this, at);
  };
}

browserTest("the beats are heard as clicks, as far apart as they are", async ({ page }) => {
  await using site = await serveLibrary(await heardLibrary(4));
  await page.addInitScript(recordOscillators);
  await opened(page, `${site.origin}/track/t02`);
  const box = page.getByLabel(/^click on \d+ beats/);
  await box.waitFor();
  await box.check();
  await page.locator(".track-head .play").click();
  await page.waitForFunction(() =>
    (globalThis as unknown as { record: number[] }).record.length > 5
  );
  const clicks = await page.evaluate(() => (globalThis as unknown as { record: number[] }).record);
  const answer = await fetch(`${site.origin}/api/tracks/t02/strips?set=beats`);
  const beats = evenBeats(gridIn(readStrips(await answer.bytes())!));
  const first = [...beats.keys()].findIndex((at) =>
    clicks.slice(1, 6).every((time, i) =>
      Math.abs(time - clicks[0]! - (beats[at + i + 1]! - beats[at]!)) < 0.03
    )
  );
  assert.ok(first >= 0 && first <= 2, `${clicks} are not ${beats}`);
  await box.uncheck();
});

browserTest(
  "a set is made, labels are given by press, word and digit, and taken back",
  async ({ page }) => {
    await using site = await serveLibrary(await heardLibrary(4));
    await page.goto(`${site.origin}/track/t01`);
    const given = async () =>
      (await (await fetch(`${site.origin}/api/labels?track=t01`)).json()).given;
    await page.getByLabel("Name of a new set of labels").fill("Mood");
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByPlaceholder("your name").fill("Ada");
    for (const word of ["calm", "late"]) {
      await page.getByLabel("Another label").fill(word);
      await page.keyboard.press("Enter");
      await page.locator(".label-words .toggle.on", { hasText: word }).waitFor();
    }
    assert.deepEqual(await given(), { mood: ["calm", "late"] });
    await page.locator(".label-words .toggle", { hasText: "late" }).focus();
    await page.keyboard.press("1");
    await page.locator(".label-said", { hasText: "Took calm away" }).waitFor();
    assert.deepEqual(await given(), { mood: ["late"] });
    await page.locator(".label-said").getByRole("button", { name: "Undo" }).click();
    await page.locator(".label-said", { hasText: "Taken back" }).waitFor();
    assert.deepEqual(await given(), { mood: ["calm", "late"] });
    await page.reload();
    const said = page.locator("section[aria-label='Labels and playlists'] p", { hasText: "Mood:" });
    assert.match(await said.innerText(), /Mood: calm, late \(by Ada, \d{4}-\d\d-\d\d\)/);
    await said.getByRole("link", { name: "late" }).click();
    await page.waitForURL(/\/explore\?label\.mood=late/);
    await page.locator(".track[data-row] .title a").click();
    await page.locator(".inspector", { hasText: "Mood: calm, late (by Ada" }).waitFor();
  },
);

browserTest("the page of a track does not scroll sideways at 390 px", async ({ page }) => {
  await using site = await serveLibrary(await heardLibrary(4));
  await opened(page, `${site.origin}/track/t01`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  // What was not begun can be followed without an error of the page's.
  await page.evaluate(() =>
    new Promise((resolve) => {
      const events = new EventSource("/api/work/strips/none.sound");
      events.addEventListener("error", () => resolve(events.close()));
    })
  );
}, { viewport: { width: 390, height: 844 } });
