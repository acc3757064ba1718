import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest, serveForTest } from "../fixtures/browser.ts";
import { buildSite, siteApp, startSiteDev } from "../fixtures/site/site.ts";

Deno.test.beforeAll(buildSite);

function serveSite() {
  return serveForTest(siteApp().handler());
}

/** A mark on `window` that a full load would wipe. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { marked: true }));
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => "marked" in globalThis);
}

browserTest("islands come to life and share signals", async ({ page }) => {
  await using site = serveSite();
  await page.goto(site.origin);
  await page.waitForSelector("web-island[data-live] >> text=first");
  await page.click(".counter button >> nth=0");
  await page.click(".counter button >> nth=1");
  await page.click(".nested .counter button");
  assert.deepEqual(await page.locator(".counter button").allTextContents(), ["2", "11", "1001"]);
  assert.deepEqual(await page.locator("output").allTextContents(), ["3", "3"]);
  assert.equal(await page.locator(".counter label").nth(1).textContent(), '</script><b>"second"');
});

browserTest("a label still names its button after hydration", async ({ page }) => {
  await using site = serveSite();
  await page.goto(site.origin);
  await page.waitForSelector("web-island[data-live] >> text=first");
  await page.getByLabel("inner").click();
  assert.equal(await page.getByLabel("inner").textContent(), "1001");
});

browserTest(
  "a link changes the page in place and what stands outside main stays",
  async ({ page }) => {
    await using site = serveSite();
    await page.goto(site.origin);
    await page.waitForSelector("footer web-island[data-live]");
    await page.waitForSelector("main web-island[data-live]");
    await page.click(".counter button >> nth=0");
    await markPage(page);
    await page.click("text=Second");
    await page.waitForSelector("h1:has-text('Second')");
    assert.equal(await page.title(), "Second");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "MAIN");
    assert.equal(new URL(page.url()).pathname, "/second");
    assert.equal(await page.textContent("footer output"), "1");
    assert.equal(
      await page.evaluate(() => document.documentElement.dataset["disposed"] !== undefined),
      true,
    );
    await page.waitForSelector("main web-island[data-live] >> text=third");
    await page.click(".counter button");
    assert.equal(await page.textContent("footer output"), "2");
    assert.ok(await isMarked(page));
  },
);

browserTest("back and forward restore page, title and scroll", async ({ page }) => {
  await using site = serveSite();
  await page.goto(`${site.origin}/tall`);
  await page.waitForSelector("footer web-island[data-live]");
  await markPage(page);
  await page.evaluate(() => scrollTo(0, 1234));
  await page.waitForFunction(() => history.state?.scroll === 1234);
  await page.evaluate(() => document.querySelector<HTMLElement>("#bottom")?.click());
  await page.waitForSelector("h1:has-text('Second')");
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.goBack();
  await page.waitForSelector("h1:has-text('Tall')");
  await page.waitForFunction(() => scrollY === 1234);
  await page.goForward();
  await page.waitForSelector("h1:has-text('Second')");
  assert.ok(await isMarked(page));
});

browserTest("an island's own history entries do not load the page again", async ({ page }) => {
  await using site = serveSite();
  await page.goto(site.origin);
  await page.waitForSelector("footer web-island[data-live]");
  await page.click("text=Second");
  await page.waitForSelector("main web-island[data-live] .address");
  await page.click(".address");
  await page.click(".address");
  assert.equal(await page.textContent(".address"), "?n=4");
  await page.click(".counter button");
  await page.goBack();
  await page.waitForSelector(".address:has-text('?n=0')");
  assert.equal(await page.textContent(".counter button"), "101");
  await page.goBack();
  await page.goBack();
  await page.waitForSelector("h1:has-text('Home')");
});

browserTest("a search form changes the page in place", async ({ page }) => {
  await using site = serveSite();
  await page.goto(`${site.origin}/second`);
  await page.waitForSelector("main web-island[data-live]");
  await markPage(page);
  await page.fill("input[name=q]", "tempo & key");
  await page.press("input[name=q]", "Enter");
  await page.waitForSelector(".query:has-text('tempo & key')");
  assert.ok(await isMarked(page));
});

browserTest("what is no page is loaded in full", async ({ page, problems }) => {
  await using site = serveSite();
  await page.goto(site.origin);
  await page.waitForSelector("footer web-island[data-live]");
  await page.click("text=Plain");
  await page.waitForSelector("text=plain text");
  assert.equal(new URL(page.url()).pathname, "/plain");
  await page.goBack();
  await page.waitForSelector("footer web-island[data-live]");
  const original = console.error;
  console.error = () => {};
  try {
    await page.click("text=Broken");
    await page.waitForSelector(".error");
  } finally {
    console.error = original;
  }
  assert.equal(new URL(page.url()).pathname, "/broken");
  problems.length = 0;
});

browserTest(
  "in development islands come from Vite, and the policy lets nothing else in",
  async ({ page }) => {
    await using vite = await startSiteDev();
    await using site = serveForTest(siteApp(vite.origin).handler());
    await page.goto(site.origin);
    await page.waitForSelector(".nested >> xpath=ancestor::web-island[@data-live]", {
      state: "attached",
      timeout: 30_000,
    });
    await page.click(".nested .counter button");
    assert.equal(await page.textContent("footer output"), "1");
    const scripts = await page.locator("script").evaluateAll((all) =>
      all.map((script) => script.getAttribute("src")?.replace(/\?.*/, ""))
    );
    assert.deepEqual(scripts, [`${vite.origin}/@vite/client`, `${vite.origin}/client.ts`]);
  },
);
