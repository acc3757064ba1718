import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { savedPlaylists } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { openExplore } from "../fixtures/explore_page.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

Deno.test.beforeAll(buildPages);

async function served(tracks: readonly string[]) {
  const library = await heardLibrary(10);
  const playlists = savedPlaylists(library);
  const shared = { query: "", changed: 1 };
  await playlists.put("old", { ...shared, name: "Old", tracks: ["t09"], created: 1 });
  await playlists.put("set", { ...shared, name: "Set", tracks, created: 2 });
  return serveLibrary(library);
}

async function openPlaylists(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/playlists`);
  await page.waitForSelector("main web-island[data-live] >> .transition");
}

function titles(page: Page, within = "main"): Promise<string[]> {
  return page.locator(`${within} .track-row .title`).allInnerTexts()
    .then((all) => all.map((title) => title.replace("Title ", "")));
}

async function waitForTitles(page: Page, wanted: string, within = "main"): Promise<void> {
  await page.waitForFunction(
    ([within, wanted]) =>
      [...document.querySelectorAll(`${within} .track-row .title`)]
        .map((title) => title.textContent?.replace("Title ", "")).join(" ") === wanted,
    [within, wanted] as const,
  );
}

browserTest(
  "a playlist says what its tracks are, is sorted, smoothed, chosen from and taken back",
  async ({ page }) => {
    await using site = await served(["t00", "t07", "t01", "t08", "t02"]);
    await openPlaylists(page, site.origin);
    assert.equal(await page.locator("nav .on .choice").innerText(), "Set\n5");
    assert.match(await page.locator(".totals").innerText(), /5 tracks · .*80 to 160 BPM · /);
    assert.equal(await page.locator("main .transition").count(), 4);

    await page.getByRole("button", { name: "Smooth order" }).click();
    await waitForTitles(page, "t00 t01 t02 t08 t07");
    await page.waitForSelector(".told >> text=Saved: Smooth order");
    const [, after, before] = /cost ([\d.]+), before ([\d.]+)/
      .exec(await page.locator(".told").innerText())!;
    assert.ok(Number(after) < Number(before), `${after} ${before}`);
    await page.locator(".sort-tempo").click();
    await waitForTitles(page, "t00 t01 t02 t07 t08");
    await page.locator(".sort-tempo").click();
    await waitForTitles(page, "t08 t07 t02 t01 t00");

    await page.locator("main .grip").nth(1).click();
    await page.locator("main .grip").nth(3).click({ modifiers: ["Shift"] });
    assert.equal(await page.locator("main .track-row.picked").count(), 3);
    await page.keyboard.press("Alt+ArrowDown");
    await waitForTitles(page, "t08 t00 t07 t02 t01");
    await page.keyboard.press("Delete");
    await waitForTitles(page, "t08 t00");
    assert.equal(await page.locator("html").evaluate((html) => html.scrollWidth), 390);
    for (let i = 0; i < 5; i++) await page.keyboard.press("Control+z");
    await waitForTitles(page, "t00 t07 t01 t08 t02");
    await page.waitForSelector(".told >> text=Taken back, and saved");
    const stored = async () => (await savedPlaylists(site.library).get("set"))!.tracks.join(" ");
    for (let waits = 0; waits < 50 && await stored() !== "t00 t07 t01 t08 t02"; waits++) {
      await page.waitForTimeout(100);
    }
    assert.equal(await stored(), "t00 t07 t01 t08 t02");
  },
  { viewport: { width: 390, height: 844 } },
);

browserTest(
  "tracks are dragged from a table to queue and playlist, and within the queue",
  async ({ page }) => {
    await using site = await served(["t03"]);
    await openExplore(page, `${site.origin}/explore?sort=tempo`);
    await page.locator(".track", { hasText: "Title t01" }).locator(".title")
      .click({ modifiers: ["Control"] });
    await page.locator(".track", { hasText: "Title t03" }).locator(".title")
      .click({ modifiers: ["Shift"] });
    await page.waitForSelector(".chosen-tools >> text=3 chosen");
    const source = page.locator(".track", { hasText: "Title t02" }).locator("[role=cell]").nth(2);
    await dragOnto(page, source, page.locator(".shelf li", { hasText: "End of the queue" }));
    await page.waitForSelector("[role=status] >> text=Added to the queue: 3 tracks");
    await dragOnto(page, source, page.locator(".shelf li", { hasText: "Old" }));
    await page.waitForSelector("[role=status] >> text=Added 3 tracks to Old");
    const stored = await savedPlaylists(site.library).get("old");
    assert.deepEqual(stored!.tracks, ["t09", "t01", "t02", "t03"]);

    await page.locator(".player .more button").first().click();
    await waitForTitles(page, "t01 t02 t03", ".queue");
    await page.waitForSelector(".queue .totals >> text=90 to 110 BPM");
    await dragOnto(
      page,
      page.locator(".queue .track-row").nth(2).locator(".length"),
      page.locator(".queue .track-row").nth(0).locator(".length"),
    );
    await waitForTitles(page, "t03 t01 t02", ".queue");
    await page.locator(".queue").getByRole("button", { name: "Save" }).click();
    await page.getByLabel("Name of the playlist").fill("From the queue");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=status] >> text=Saved as From the queue, 3 tracks");
    await page.locator(".queue").getByRole("button", { name: "Undo" }).click();
    await waitForTitles(page, "t01 t02 t03", ".queue");
    await page.locator(".queue .play").first().click();
    await page.waitForSelector(".queue [aria-current] .title >> text=Title t01");
    await page.locator(".player .now a.title").click();
    await page.waitForURL(/track[=/]t01/);
  },
  { viewport: { width: 1280, height: 900 } },
);

/** Drags by the mouse; what appears on the way may be the target. */
async function dragOnto(
  page: Page,
  source: ReturnType<Page["locator"]>,
  target: ReturnType<Page["locator"]>,
): Promise<void> {
  await source.hover();
  await page.mouse.down();
  await page.mouse.move(640, 300, { steps: 4 });
  await target.waitFor();
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3, { steps: 4 });
  await page.mouse.up();
}

browserTest("+ offers the playlists that there are, and a name makes no twin", async ({ page }) => {
  await using site = await served(["t00"]);
  await openExplore(page, `${site.origin}/explore?sort=tempo`);
  const add = page.getByRole("button", { name: "Add Title t05 to a playlist" });
  await add.click();
  await page.waitForFunction(() => document.activeElement?.matches("dialog .choice"));
  await page.locator("dialog input").fill("Third");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForSelector("[role=status] >> text=Saved as Third");
  await add.click();
  await page.waitForFunction(() => document.activeElement?.textContent?.startsWith("Third"));
  assert.equal(await page.locator("dialog input").inputValue(), "");
  await page.locator("dialog input").fill("Set");
  await page.getByRole("button", { name: "Add to it" }).click();
  await page.waitForSelector("[role=status] >> text=Added 1 track to Set");
  const all = await savedPlaylists(site.library).list();
  assert.deepEqual(all.map(({ value }) => value.name).sort(), ["Old", "Set", "Third"]);
  assert.deepEqual((await savedPlaylists(site.library).get("set"))!.tracks, ["t00", "t05"]);
});

browserTest(
  "without a script the open playlist is read, and at 390 px nothing scrolls sideways",
  async ({ page }) => {
    await using site = await served(["t00", "t07", "t01"]);
    await page.goto(`${site.origin}/playlists`);
    assert.deepEqual(await titles(page), ["t00", "t07", "t01"]);
    assert.equal(await page.locator("html").evaluate((html) => html.scrollWidth), 390);
    assert.doesNotMatch(await page.locator("main").innerText(), /Loading/);
  },
  { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
);

browserTest(
  "a transition is heard from the playlist, and ends when anything plays",
  async ({ page }) => {
    await using site = await served(["t00", "t01"]);
    await page.addInitScript(() => {
      const starts: number[] = [];
      Object.assign(globalThis, { starts });
      const { start } = AudioBufferSourceNode.prototype;
      AudioBufferSourceNode.prototype.start = function (...args) {
        starts.push(this.buffer!.duration);
        return start.apply(this, args);
      };
    });
    await openPlaylists(page, site.origin);
    await page.getByRole("button", { name: /hear the transition from Title t00/ }).click();
    await page.waitForSelector(".told >> text=Transition");
    const lengths = await page.evaluate(() => Reflect.get(globalThis, "starts") as number[]);
    assert.deepEqual(lengths.map(Math.round), [8, 8]);
    assert.equal(await page.locator(".transition[aria-pressed=true]").count(), 1);
    await page.locator("main .track-row .play").first().click();
    await page.waitForSelector(".transition[aria-pressed=false]");
  },
);
