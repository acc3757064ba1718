import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest, serveForTest } from "../fixtures/browser.ts";
import { buildGallery, galleryApp } from "../fixtures/gallery/gallery.ts";

Deno.test.beforeAll(buildGallery);

const wide = { viewport: { width: 1280, height: 800 } };
const narrow = { viewport: { width: 390, height: 844 } };

async function open(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.waitForSelector('web-island[name="Player"][data-live]');
}

function seconds(page: Page): Promise<number> {
  return page.locator(".player .seek input").evaluate((slider: HTMLInputElement) =>
    slider.valueAsNumber
  );
}

async function waitForSound(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const slider = document.querySelector<HTMLInputElement>(".player .seek input");
    return (slider?.valueAsNumber ?? 0) > 0.2;
  });
}

browserTest("a track's button plays it in the bar, and is marked", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.click("[data-play-id=a]");
  await waitForSound(page);
  assert.equal(await page.textContent(".player .title"), "Low tone");
  assert.equal(await page.getAttribute("[data-play-id=a]", "data-playing"), "now");
  await page.click("[data-play-id=a]");
  assert.equal(await page.getAttribute("[data-play-id=a]", "data-playing"), "paused");
  await page.click("[data-play-id=b]");
  assert.equal(await page.textContent(".player .title"), "Middle tone");
  assert.equal(await page.getAttribute("[data-play-id=a]", "data-playing"), null);
}, wide);

browserTest("where a second window begins to play, the first one pauses", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.click("[data-play-id=a]");
  await waitForSound(page);
  const second = await page.context().newPage();
  await open(second, gallery.origin);
  await second.click("[data-play-id=b]");
  await waitForSound(second);
  await page.waitForSelector("[data-play-id=a][data-playing=paused]");
  assert.equal(await second.getAttribute("[data-play-id=b]", "data-playing"), "now");
}, wide);

browserTest("the player goes on playing from page to page", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.click("[data-play-id=a]");
  await waitForSound(page);
  const before = await seconds(page);
  await page.click("nav >> text=Listen");
  await page.waitForSelector("h1:has-text('Listen')");
  assert.equal(await page.getAttribute("nav [aria-current]", "href"), "/listen");
  await page.waitForFunction(
    (since) =>
      (document.querySelector<HTMLInputElement>(".player .seek input")?.valueAsNumber ?? 0) >
        since + 0.3,
    before,
  );
  assert.equal(await page.textContent(".player .title"), "Low tone");
  await page.goBack();
  await page.waitForSelector("[data-play-id=a][data-playing=now]");
}, wide);

browserTest("keys play, seek, change tracks, search and explain themselves", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute("data-play-id")),
    "b",
  );
  await page.keyboard.press("Enter");
  await waitForSound(page);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("Space");
  await page.waitForSelector("[data-playing=paused]");
  const paused = await seconds(page);
  await page.keyboard.press("ArrowRight");
  assert.ok(await seconds(page) > paused);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await seconds(page), 0);
  await page.keyboard.press("Shift+ArrowRight");
  assert.match(await page.textContent(".player .title") ?? "", /^High tone/);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
  await page.keyboard.type("a b?");
  assert.equal(await page.inputValue("#search"), "a b?");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] >> text=Play, pause");
}, wide);

browserTest("the slider seeks and the queue goes on at a track's end", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.click("[data-play-id=a]");
  await waitForSound(page);
  await page.locator(".player .seek input").fill("3.6");
  await page.waitForSelector(".player .title:has-text('Middle tone')");
  await waitForSound(page);
  await page.click(".player .more button >> nth=0");
  assert.equal(await page.locator(".queue li").count(), 5);
  await page.click(".queue li:nth-child(1) .play");
  assert.equal(await page.textContent(".player .title"), "Low tone");
  await page.click("[aria-label='Remove Low tone']");
  assert.equal(await page.textContent(".player .title"), "Middle tone");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".queue").count(), 0);
}, wide);

browserTest(
  "what cannot be played is said in the bar, and the next one plays",
  async ({ page, problems }) => {
    await using gallery = serveForTest(galleryApp().handler());
    await open(page, gallery.origin);
    await page.click("[data-play-id=moved]");
    await page.waitForSelector(".player .fault:has-text('not at /music/moved.mp3 any more')");
    assert.equal(await page.getAttribute("[data-play-id=moved]", "data-playing"), "paused");
    await page.click("[data-play-id=odd]");
    await page.waitForSelector(".player .fault:has-text('does not decode audio/x-ms-wma')");
    await page.click("[data-play-id=a]");
    await waitForSound(page);
    assert.equal(await page.locator(".player .fault").count(), 0);
    assert.ok(
      problems.every((problem) => problem.includes("/api/tracks/moved/audio")),
      problems.join(),
    );
    problems.length = 0;
  },
  wide,
);

/** Records what Web Audio's gain is set to. */
async function watchGain(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const { setTargetAtTime } = AudioParam.prototype;
    AudioParam.prototype.setTargetAtTime = function (value, ...rest) {
      Object.assign(globalThis, { gain: value });
      return setTargetAtTime.call(this, value, ...rest);
    };
  });
  return () => page.evaluate(() => Number(Reflect.get(globalThis, "gain")));
}

browserTest(
  "playback is matched in loudness, and the switch and the volume are remembered",
  async ({ page }) => {
    await using gallery = serveForTest(galleryApp().handler());
    const gain = await watchGain(page);
    await open(page, gallery.origin);
    await page.click("[data-play-id=a]");
    await waitForSound(page);
    await page.click("[data-play-id=b]");
    assert.ok(Math.abs(await gain() - 10 ** (6 / 20)) < 1e-6);
    assert.match(
      await page.getAttribute(".player .match", "title") ?? "",
      /towards −18 LUFS: \+6.0 dB/,
    );
    await page.click("[data-play-id=a]");
    assert.ok(Math.abs(await gain() - 10 ** (-6 / 20)) < 1e-6);
    await page.click(".player .match");
    assert.equal(await gain(), 1);
    await page.locator(".player .volume input").fill("0.5");
    assert.equal(await gain(), 0.25);
    await page.reload();
    await page.waitForSelector('web-island[name="Player"][data-live]');
    assert.equal(await page.inputValue(".player .volume input"), "0.5");
    assert.equal(await page.getAttribute(".player .match", "aria-pressed"), "false");
    assert.equal(await page.textContent(".player .title"), "Low tone");
  },
  wide,
);

browserTest("only one thing sounds: another audio element pauses the player", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.click("[data-play-id=a]");
  await waitForSound(page);
  await page.evaluate(async () => {
    const other = document.body.appendChild(new Audio("/api/tracks/b/audio"));
    await other.play();
  });
  await page.waitForSelector("[data-play-id=a][data-playing=paused]");
}, wide);

browserTest("the theme switch changes at once and the server remembers it", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click("[aria-label^='Theme']");
  await page.click("[aria-label^='Theme light']");
  const dark = await ground();
  assert.notEqual(dark, light);
  const html = await (await page.reload())?.text();
  assert.match(html ?? "", /<html lang="en" data-theme="dark">/);
  assert.equal(await ground(), dark);
}, { ...wide, colorScheme: "light" });

browserTest("at 390 px nothing scrolls sideways and the player stays", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  await page.click("[data-play-id=c]");
  await waitForSound(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  const beyond = await page.evaluate(() =>
    [...document.querySelectorAll(".top *, .player *")].filter((part) => {
      const { left, right, width } = part.getBoundingClientRect();
      return width > 1 && (left < -1 || right > 391) && !part.closest("dialog");
    }).map((part) => part.outerHTML.slice(0, 80))
  );
  assert.deepEqual(beyond, []);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const box = await page.locator(".player").boundingBox();
  assert.equal(Math.round((box?.y ?? 0) + (box?.height ?? 0)), 844);
}, narrow);

browserTest("every control has a name", async ({ page }) => {
  await using gallery = serveForTest(galleryApp().handler());
  await open(page, gallery.origin);
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll("button, a[href], input, select")].filter((control) => {
      const label = control.id ? document.querySelector(`label[for="${control.id}"]`) : null;
      const name = control.getAttribute("aria-label") ?? label?.textContent ??
        control.closest("label")?.textContent ?? control.textContent;
      return (name ?? "").trim() === "";
    }).map((control) => control.outerHTML.slice(0, 100))
  );
  assert.deepEqual(nameless, []);
}, wide);
