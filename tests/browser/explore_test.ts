import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { STYLES } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { readPlaylist } from "../../playlist/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { count, openExplore, serveExplore, waitForCount } from "../fixtures/explore_page.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

async function serveStyled() {
  const library = await openLibrary(":memory:");
  const activations = [{ Rock: 0.6, House: 0.2 }, { Rock: 0.3, House: 0.7 }, {
    Rock: 0,
    House: 0.5,
  }];
  await library.store.putMany(activations.map(({ Rock, House }, i) => {
    const styles = new Float32Array(STYLES.length);
    styles[STYLES.findIndex((style) => style.startsWith("Rock---"))] = Rock;
    styles[STYLES.indexOf("Electronic---House")] = House;
    return { track: trackOf(`s${i}`), vectors: { styles, musicnn: vectorOf(200, i) } };
  }));
  await library.collection.refresh();
  return serveLibrary(library);
}

browserTest("a brush filters, enters the address, and goes back and forward", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  assert.equal(await count(page), "60 of 60");
  const box = (await page.locator(".brushable svg").first().boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.37, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 6 });
  await page.mouse.up();
  await page.waitForURL(/tempo=/);
  const brushed = await count(page);
  assert.match(brushed, /^\d+ of 60$/);
  assert.notEqual(brushed, "60 of 60");
  await page.goBack();
  await waitForCount(page, "60 of 60");
  await page.goForward();
  await waitForCount(page, brushed);
  await page.getByRole("button", { name: "Undo" }).click();
  await waitForCount(page, "60 of 60");
});

browserTest("a brush is a pair of sliders to the keyboard", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  await page.getByRole("slider", { name: "Tempo, from" }).focus();
  for (let i = 0; i < 16; i++) await page.keyboard.press("ArrowRight");
  await page.waitForURL(/tempo=120\.\./);
  // 120 to 150 BPM is 31 tracks, of which four have no tempo.
  assert.equal(await count(page), "27 of 60");
  await page.getByLabel("6 tracks without Tempo").selectOption("include");
  await waitForCount(page, "33 of 60");
});

browserTest("typed bounds and text filter; accents do not matter", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  await page.getByRole("textbox", { name: "Tempo to" }).fill("100");
  await page.keyboard.press("Enter");
  await waitForCount(page, "9 of 60");
  await page.getByRole("textbox", { name: "Tempo from" }).fill("130");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.search === "?tempo=130..");
  await waitForCount(page, "18 of 60");
  await page.getByRole("textbox", { name: "Tempo to" }).fill("100");
  await page.keyboard.press("Enter");
  await waitForCount(page, "9 of 60");
  await page.locator("#explore-text").fill("ano nuevo");
  await waitForCount(page, "1 of 60");
  assert.match(await page.locator(".track").innerText(), /Año Nuevo/);
  await page.getByRole("table", { name: "1 track", exact: true }).waitFor();
});

browserTest(
  "a sentence becomes chips that say how they were read, as one step",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(
      page,
      `${site.origin}/explore?words=${encodeURIComponent("slow, by artist 2")}`,
    );
    await page.waitForURL((url) => url.search === "?tempo=..110.3&artist=Artist+2");
    const field = page.getByRole("searchbox", { name: "In words" });
    await field.fill("fast, not by artist 2, purple");
    await field.press("Enter");
    await page.waitForURL((url) => url.search === "?tempo=129.7..&not.artist=Artist+2");
    const chips = await page.locator(".chips .chip").allInnerTexts();
    assert.match(chips[0]!, /Tempo from 129\.7 BPM.*“fast”, upper third/s);
    assert.match(await page.locator(".problem").innerText(), /Not understood: purple/);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL((url) => url.search === "?tempo=..110.3&artist=Artist+2");
  },
);

browserTest("an address opens its view, and says what it could not read", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?tempo=..95&tepmo=3&sort=tempo&order=desc`);
  assert.equal(await count(page), "5 of 60");
  assert.match(await page.locator(".problem").innerText(), /tepmo=3: no such parameter/);
  assert.match(await page.locator(".track").first().innerText(), /Track 4/);
});

browserTest("a track imported without its audio says so and stays silent", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?q=track 3`);
  const button = page.getByRole("button", {
    name: "Cannot play Track 3 by Artist 3: imported without its audio",
  });
  await button.click({ force: true });
  assert.equal(await page.locator("[data-playing]").count(), 0);
  await page.keyboard.press("j");
  assert.ok(await page.evaluate(() => document.activeElement?.matches(".track .play")));
});

browserTest(
  "the dialog of a playlist begins in its name and gives focus back",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore`);
    const save = page.getByRole("button", { name: "Save as playlist" });
    await save.click();
    const name = page.getByRole("textbox", { name: "Name" });
    await name.waitFor();
    assert.ok(await name.evaluate((field) => field === document.activeElement));
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    assert.ok(await save.evaluate((button) => button === document.activeElement));
  },
);

browserTest("a style is asked for as the strongest one", async ({ page }) => {
  await using site = await serveStyled();
  await openExplore(page, `${site.origin}/explore`);
  await page.getByLabel("only where it is the strongest").check();
  await page.locator(".choice", { hasText: "Rock" }).first().click();
  await page.waitForURL(/style\.top=Rock/);
  await waitForCount(page, "1 of 3");
  await page.getByLabel("only where it is the strongest").uncheck();
  await page.waitForURL(/[?&]style=Rock/);
  await waitForCount(page, "2 of 3");
});

browserTest(
  "the head that tracks are sorted by has room for name, arrow and unit",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore?sort=tempo`);
    const heads = page.locator(".tracks .head");
    const name = (await heads.getByRole("button", { name: "Tempo" }).boundingBox())!;
    const room = (await heads.boundingBox())!;
    assert.ok(name.y >= room.y && name.y + name.height <= room.y + room.height);
  },
);

browserTest(
  "a table that is wider than its room tells so, its titles stay, and its rows reach its end",
  async ({ page }) => {
    await using site = await serveExplore();
    const shade = () =>
      page.locator(".drawer-body").evaluate((body) =>
        Number(getComputedStyle(body, "::after").opacity)
      );
    await openExplore(page, `${site.origin}/explore?view.table=tempo`);
    assert.equal(await shade(), 0);
    await openExplore(page, `${site.origin}/explore?view.table=artist,album,genre,path,tempo,key`);
    assert.equal(await shade(), 1);
    const title = page.locator(".track > :nth-child(2)").first();
    const { x } = (await title.boundingBox())!;
    await page.locator(".tracks").evaluate((table) => table.scrollLeft = 500);
    await page.waitForFunction(() =>
      getComputedStyle(document.querySelector(".drawer-body")!, "::after").opacity === "0"
    );
    assert.equal((await title.boundingBox())!.x, x);
    for (const row of [page.locator(".tracks .head"), page.locator(".track").first()]) {
      const { x, width } = (await row.boundingBox())!;
      const last = (await row.locator("> :last-child").boundingBox())!;
      assert.ok(last.x + last.width <= x + width);
    }
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest("a bound that is no number says so, until it is one", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  const bound = page.getByRole("textbox", { name: "Tempo to" });
  await bound.fill("abc");
  await page.keyboard.press("Enter");
  const fault = page.getByRole("alert");
  assert.equal(await fault.innerText(), "“abc” is no number: type one, or nothing for no bound");
  assert.equal(await bound.getAttribute("aria-describedby"), await fault.getAttribute("id"));
  assert.equal(await bound.inputValue(), "abc");
  await bound.fill("100");
  await page.keyboard.press("Enter");
  await waitForCount(page, "9 of 60");
  assert.equal(await fault.count(), 0);
});

browserTest(
  "however many chips there are, all of them can be dropped",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore?tempo=95..140&loudness=-19..-8&q=track`);
    const room = (await page.locator(".set").boundingBox())!;
    const all = (await page.getByRole("button", { name: "Drop all" }).boundingBox())!;
    assert.ok(all.x >= room.x && all.x + all.width <= room.x + room.width);
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest("where nothing matches, the clause to drop is named", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?tempo=200..&loudness=-21..0`);
  const words = await page.locator(".nothing").innerText();
  assert.match(words, /Tempo from 200\.0 BPM excludes most: without it, 60 tracks match/);
  await page.locator(".nothing button").click();
  await waitForCount(page, "60 of 60");
});

browserTest("where each track is left out twice, all filters are dropped", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?tempo=200..&q=zzzz`);
  const words = await page.locator(".nothing").innerText();
  assert.match(words, /each is left out by two filters or more/);
  await page.locator(".nothing button").click();
  await waitForCount(page, "60 of 60");
});

browserTest(
  "a download keeps the query, and dropping it opens the query again",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore?tempo=..95&sort=tempo`);
    await page.locator(".menu summary >> text=Download").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download M3U8" }).click(),
    ]);
    const text = await readFile((await download.path())!, "utf8");
    assert.equal(readPlaylist(text).query, "tempo=..95&sort=tempo");
    assert.equal(readPlaylist(text).entries.length, 5);
    await page.goto(`${site.origin}/explore`);
    await waitForCount(page, "60 of 60");
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "list.m3u8"));
      const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
      document.querySelector(".explore")!.dispatchEvent(event);
    }, text);
    await waitForCount(page, "5 of 60");
  },
);

browserTest("a playlist is saved, reordered by key, undone and deleted", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?tempo=..94&sort=tempo`);
  await page.getByRole("button", { name: "Save as playlist" }).first().click();
  await page.locator("dialog[open] input").fill("Slow");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForSelector("dialog[open]", { state: "detached" });
  await page.waitForSelector("[role=status] >> text=Saved as Slow, 4 tracks");
  await page.goto(`${site.origin}/playlists`);
  await page.waitForSelector("web-island[data-live] >> .track-row");
  const titles = () => page.locator(".track-row .title").allInnerTexts();
  const isFirst = (title: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector(".track-row .title")?.textContent === wanted,
      title,
    );
  assert.deepEqual(await titles(), ["Track 0", "Track 1", "Track 2", "Track 3"]);
  await page.locator(".grip").first().focus();
  await page.keyboard.press("Alt+ArrowDown");
  await isFirst("Track 1");
  await page.waitForSelector("[role=status] >> text=Saved: moved 1 track");
  await page.reload();
  await page.waitForSelector("web-island[data-live] >> .track-row");
  assert.deepEqual(await titles(), ["Track 1", "Track 0", "Track 2", "Track 3"]);
  await page.locator(".grip").first().focus();
  await page.keyboard.press("Alt+ArrowDown");
  await isFirst("Track 0");
  await page.keyboard.press("Control+z");
  await isFirst("Track 1");
  await page.getByRole("button", { name: "Delete Slow" }).click();
  await page.locator(".told", { hasText: "Deleted Slow" }).getByText("Undo").click();
  await page.waitForSelector(".track-row .title");
  assert.equal((await titles()).length, 4);
});

browserTest(
  "on a small screen filters open in a sheet and nothing scrolls sideways",
  async ({ page }) => {
    await using site = await serveExplore();
    await openExplore(page, `${site.origin}/explore`);
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("slider", { name: "Tempo, from" }).focus();
    for (let i = 0; i < 16; i++) await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "Show 27 tracks" }).click();
    assert.equal(await count(page), "27 of 60");
    const sheet = page.getByRole("button", { name: "Filters (1)" });
    await sheet.click();
    await page.locator(".filters-side summary").first().focus();
    await page.keyboard.press("Escape");
    await page.locator(".filters-side").waitFor({ state: "hidden" });
    assert.ok(await sheet.evaluate((button) => button === document.activeElement));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 390);
  },
  { viewport: { width: 390, height: 844 } },
);

browserTest("a menu that Escape shuts gives the focus back", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore`);
  const menu = page.locator(".menu summary", { hasText: "Columns" });
  await menu.click();
  await page.locator(".column-choice input").first().focus();
  await page.keyboard.press("Escape");
  await page.locator(".column-choice").waitFor({ state: "hidden" });
  assert.ok(await menu.evaluate((summary) => summary === document.activeElement));
});

browserTest("an empty collection is told how to begin", async ({ page }) => {
  await using site = serveLibrary(await openLibrary(":memory:"));
  await page.goto(`${site.origin}/explore`);
  assert.match(await page.locator(".empty").innerText(), /deno task analyze/);
});

browserTest("a name of the legend filters, and with shift it is alone", async ({ page }) => {
  await using site = await serveStyled();
  await openExplore(page, `${site.origin}/explore?view.projection=pca`);
  const names = page.locator(".legend-name");
  await names.filter({ hasText: "Rock" }).click();
  await waitForCount(page, "1 of 3");
  assert.match(await names.filter({ hasText: "Electronic" }).innerText(), /2 \/ 2/);
  await names.filter({ hasText: "Electronic" }).click();
  await waitForCount(page, "3 of 3");
  await names.filter({ hasText: "Electronic" }).click({ modifiers: ["Shift"] });
  await waitForCount(page, "2 of 3");
});
