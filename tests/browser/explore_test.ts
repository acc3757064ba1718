import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { STYLES } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { readPlaylist } from "../../playlist/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { lassoLeftHalf, openExplore } from "../fixtures/explore_page.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

/** Sixty tracks from 91 to 150 BPM, every tenth without a tempo, one without audio, in two heaps. */
async function serveExplore() {
  const library = await openLibrary(":memory:");
  await library.store.putMany(Array.from({ length: 60 }, (_, i) => {
    const { tempo: _tempo, ...values } = trackOf("x").values;
    const id = `t${String(i).padStart(2, "0")}`;
    return {
      track: trackOf(id, {
        path: `/music/${id}.mp3`,
        audio: i !== 3,
        tags: { title: i === 7 ? "Año Nuevo" : `Track ${i}`, artist: `Artist ${i % 5}` },
        values: { ...values, loudness: -20 + i / 4, ...(i % 10 === 9 ? {} : { tempo: 91 + i }) },
      }),
      vectors: { musicnn: vectorOf(200, i % 2 === 0 ? i : 40 + i) },
    };
  }));
  await library.collection.refresh();
  return serveLibrary(library);
}

/** Three tracks: mostly Rock, Rock behind House, and House alone. */
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

async function count(page: Page): Promise<string> {
  return await page.locator(".count").innerText();
}

async function waitForCount(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLElement>(".count")?.innerText === wanted,
    words,
  );
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
  await page.locator("#explore-text").fill("ano nuevo");
  await waitForCount(page, "1 of 60");
  assert.match(await page.locator(".track").innerText(), /Año Nuevo/);
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

browserTest("without WebGL the map is drawn, and a brush changes it", async ({ page }) => {
  await page.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string) {
      return kind === "2d" ? getContext.call(this, "2d") : null;
    } as typeof getContext;
  });
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

browserTest("where nothing matches, the clause to drop is named", async ({ page }) => {
  await using site = await serveExplore();
  await openExplore(page, `${site.origin}/explore?tempo=200..&loudness=-21..0`);
  const words = await page.locator(".nothing").innerText();
  assert.match(words, /Tempo from 200\.0 BPM excludes most: without it, 60 tracks match/);
  await page.locator(".nothing button").click();
  await waitForCount(page, "60 of 60");
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
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 390);
  },
  { viewport: { width: 390, height: 844 } },
);

browserTest("an empty collection is told how to begin", async ({ page }) => {
  await using site = serveLibrary(await openLibrary(":memory:"));
  await page.goto(`${site.origin}/explore`);
  assert.match(await page.locator(".empty").innerText(), /deno task analyze/);
});
