import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { openLibrary } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { lassoLeftHalf, openExplore, pretendGpu } from "../fixtures/explore_page.ts";
import { fillLearning } from "../fixtures/learning_library.ts";
import { fullLibrary } from "../fixtures/full_library.ts";
import { planFor } from "../fixtures/planned_tags.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

Deno.test.beforeAll(buildPages);

const AXE = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Rules besides those that axe asks unless told. */
const MORE = { "target-size": { enabled: true } };
/** Rules that hold or not whatever the colours are; each is asked once at each width. */
const VIEWS = [
  { width: 1280, colorScheme: "light", run: { rules: MORE } },
  { width: 1280, colorScheme: "dark", run: { runOnly: ["color-contrast"] } },
  { width: 390, colorScheme: "light", run: { rules: MORE } },
  { width: 390, colorScheme: "dark", run: { runOnly: ["color-contrast"] } },
] as const;

interface WithAxe {
  readonly axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** Waits for what has to be there before a page is looked at: its islands, and what they load. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.querySelectorAll("web-island:not([data-live])").length === 0 &&
    !/\b(Loading|Laying out|Comparing)\b/.test(document.querySelector("main")!.textContent!)
  );
}

/** Every violation of the page in both schemes at both widths. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { width, colorScheme, run } of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    const { violations } = await page.evaluate(
      (run) => (globalThis as unknown as WithAxe).axe.run(run),
      { ...run, resultTypes: ["violations"] } as RunOptions,
    );
    if (colorScheme === "light") {
      found.push(...(await smallText(page)).map((words) => `${width} px: ${words}`));
    }
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes.slice(0, 4)) {
        found.push(`${width} px, ${colorScheme}: ${id} ${target} ${failureSummary}`);
      }
    }
  }
  return found;
}

async function look(page: Page, addresses: readonly string[]): Promise<void> {
  const found: Record<string, string[]> = {};
  await page.addInitScript(AXE);
  for (const address of addresses) {
    await page.goto(address);
    await settled(page);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) {
        details.open = true;
      }
    });
    const here = await violations(page);
    if (here.length > 0) found[address.replace(/^.*?:\d+/, "")] = here;
  }
  assert.deepEqual(found, {});
}

/** Words on the screen of less than 11 px, whatever a chart is scaled by. */
function smallText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const text = words.currentNode.textContent!.trim();
      const element = words.currentNode.parentElement!;
      if (text === "" || !element.checkVisibility() || element.getClientRects().length === 0) {
        continue;
      }
      const turned = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
      const chart = turned ? Math.hypot(turned.a, turned.b) : 1;
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * chart;
      if (size < 10.95) found.add(`${size.toFixed(1)} px: ${text.slice(0, 30)}`);
    }
    return [...found];
  });
}

const PLAN = await Deno.makeTempFile({ suffix: ".tsv" });

let site: Promise<Awaited<ReturnType<typeof serveFull>>> | undefined;

async function serveFull() {
  const { library, test } = await fullLibrary();
  await planFor(library, PLAN);
  await library.spaces.keep("60musicnn-40vgg");
  return { test, served: serveLibrary(library) };
}

/** Address of the one server of a full collection, which no test changes. */
async function full(): Promise<{ readonly origin: string; readonly test: string }> {
  const { test, served } = await (site ??= serveFull());
  return { origin: served.origin, test };
}

Deno.test.afterAll(async () => {
  await (await site)?.served[Symbol.asyncDispose]();
  await Deno.remove(PLAN);
});

browserTest(
  "no page has a violation that axe finds, of a full collection",
  async ({ page, problems }) => {
    const { origin, test } = await full();
    await look(
      page,
      [
        "/",
        "/explore",
        "/explore?label.moods=calm&view.table=label.moods,label.moods.tempo&view.colour=label.moods",
        "/similar",
        "/similar?track=t00&why=t01",
        "/similar/maps?view.track=t00",
        "/similar/segments",
        "/similar/rankings",
        "/similar/combine",
        "/track/t00",
        "/labels",
        "/labels/moods",
        "/learn",
        "/clusters",
        "/listen",
        `/listen?test=${test}`,
        "/listen/results",
        "/playlists?id=slow",
        "/evaluate",
        "/tags",
        "/no-such-page",
      ].map((path) => origin + path),
    );
    assert.match(problems.splice(0).join(), /^[^,]*404[^,]*no-such-page$/);
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest("no page has a violation that axe finds, of an empty collection", async ({ page }) => {
  await using site = serveLibrary(await openLibrary(":memory:"));
  await look(
    page,
    [
      "/",
      "/explore",
      "/similar",
      "/similar/maps",
      "/similar/segments",
      "/similar/rankings",
      "/similar/combine",
      "/labels",
      "/learn",
      "/clusters",
      "/listen",
      "/listen/results",
      "/playlists",
      "/evaluate",
      "/tags",
    ].map((path) => site.origin + path),
  );
});

browserTest(
  "no training has a violation that axe finds, of one label, of several, in folds, stopped",
  async ({ page }) => {
    for (const several of [false, true]) {
      const library = await openLibrary(":memory:");
      await fillLearning(library, { tracks: 120, several });
      await using site = serveLibrary(library);
      const learners = [
        { name: "k-NN", kind: "knn", hidden: [] },
        { name: "softmax", kind: "softmax", hidden: [] },
      ] as const;
      const request = {
        set: "kinds",
        features: ["musicnn"],
        split: "artist",
        folds: 3,
        seed: 1,
        fewest: 5,
        epochs: 5,
        balanced: false,
        withBad: false,
        learners,
        keepAs: "Kinds",
      } as const;
      const id = await library.trainings.begin(request, 1);
      await library.trainings.settled(id);
      const stopped = await library.trainings.begin({ ...request, epochs: 1000 }, 2);
      library.work.stop(library.trainings.workOf(stopped));
      await library.trainings.settled(stopped);
      const cell = several ? "label=odd&as=hits" : "label=odd&found=odd";
      await look(
        page,
        [
          `/learn/${id}`,
          `/learn/${id}/tracks?learner=softmax&${cell}`,
          `/learn/${stopped}`,
          "/learn",
        ]
          .map((path) => site.origin + path),
      );
    }
  },
);

browserTest("a chart of the overview is one stop of the Tab key", async ({ page }) => {
  const { origin } = await full();
  await page.goto(origin);
  await page.waitForSelector("web-island[name=Overview][data-live]", { state: "attached" });
  const { links, stops } = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>("main :is(a, button, summary, input)")]
      .filter((one) => one.checkVisibility());
    return { links: shown.length, stops: shown.filter((one) => one.tabIndex >= 0).length };
  });
  assert.ok(links > 300, `${links}`);
  assert.ok(stops < links / 3, `${stops} stops of ${links}`);
  const marks = page.locator("#figure-tempo svg a");
  await marks.first().focus();
  await page.keyboard.press("ArrowRight");
  const focused = () => page.evaluate(() => document.activeElement!.getAttribute("href"));
  assert.equal(await focused(), await marks.nth(1).getAttribute("href"));
  await page.keyboard.press("End");
  assert.equal(await focused(), await marks.last().getAttribute("href"));
  await page.locator(".contents a", { hasText: "loud" }).click();
  await page.waitForSelector(".contents a[aria-current=location]:has-text('loud')");
  const bar = await page.locator(".contents").boundingBox();
  assert.ok(bar!.y < 60, `the list of questions went along to ${bar!.y}`);
}, { viewport: { width: 1280, height: 800 } });

/** The text of what a button has the browser download. */
async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return await readFile((await download.path())!, "utf8");
}

browserTest(
  "a figure, the map and the histograms are saved with their captions",
  async ({ page }) => {
    const { origin } = await full();
    await page.goto(origin);
    await page.waitForSelector("web-island[name=Overview][data-live]", { state: "attached" });
    const figure = page.locator("#figure-tempo");
    await figure.locator("summary").click();
    const svg = await downloaded(page, () => figure.getByRole("button", { name: /^SVG/ }).click());
    const caption = (await figure.locator("figcaption").innerText()).split(/\s+/).slice(0, 4).join(
      " ",
    );
    assert.ok(
      svg.startsWith("<svg xmlns=") && svg.includes(caption.replace("<", "&lt;")),
      svg.slice(-400),
    );
    assert.ok(!svg.includes("var(--") && !svg.includes("class="));
    const png = await downloaded(page, () => figure.getByRole("button", { name: /^PNG/ }).click());
    assert.ok(png.slice(1, 4) === "PNG" && png.length > 3_000);
    await openExplore(page, `${origin}/explore?tempo=..200&view.projection=pca`);
    await page.waitForSelector(".trust");
    const map = page.getByRole("group", { name: "Save the map" });
    const drawn = await downloaded(page, () => map.getByRole("button", { name: "SVG" }).click());
    assert.match(drawn, /<image [^>]*href="data:image\/png;base64,/);
    assert.match(drawn, /\d+ of 26 tracks: Tempo up to 200\.0 BPM/);
    const histograms = page.getByRole("group", { name: "Save the histograms" });
    assert.match(
      await downloaded(page, () => histograms.getByRole("button", { name: "SVG" }).click()),
      /Tempo BPM median/,
    );
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await map.getByRole("button", { name: "Copy link" }).click();
    await page.waitForSelector("text=Copied the link");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  },
  { viewport: { width: 1280, height: 800 } },
);

browserTest("columns are sized, moved and found; tracks sorted by style", async ({ page }) => {
  const { origin } = await full();
  await openExplore(page, `${origin}/explore`);
  const heads = () => page.locator(".tracks .head button").allInnerTexts();
  const before = await heads();
  await page.getByRole("button", { name: /^Artist/ }).focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.waitForURL(/view\.table=style,artist/);
  assert.equal((await heads())[2], before[1]);
  const head = page.locator(".tracks .head [role=columnheader]", { hasText: "Artist" });
  const width = (await head.boundingBox())!.width;
  await page.keyboard.press("Shift+ArrowRight");
  await page.waitForURL(/view\.widths=artist:\d+/);
  assert.ok(Math.abs((await head.boundingBox())!.width - width - 16) <= 1);
  await page.locator(".tracks .head button", { hasText: "Style" }).click();
  await page.waitForURL(/sort=style/);
  const styles = (await page.locator(".track > :nth-child(3)").allInnerTexts())
    .filter((style) => style !== "–");
  assert.ok(styles.length > 2);
  assert.deepEqual(styles, styles.toSorted((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  await page.locator(".menu summary", { hasText: "Columns" }).click();
  await page.getByRole("searchbox", { name: "Find a column" }).fill("true pea");
  assert.deepEqual(await page.locator(".column-choice label").allInnerTexts(), ["True peak"]);
}, { viewport: { width: 1280, height: 800 } });

browserTest("without anything in focus the keys of rows do nothing", async ({ page }) => {
  const { origin } = await full();
  await openExplore(page, `${origin}/explore`);
  await page.keyboard.press("s");
  await page.keyboard.press("p");
  await page.waitForTimeout(150);
  assert.equal(new URL(page.url()).pathname, "/explore");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement?.closest(".track"));
  await page.keyboard.press("s");
  await page.waitForURL(/\/similar\?/);
}, { viewport: { width: 1280, height: 800 } });

browserTest("a command is copied by its button", async ({ page }) => {
  await using site = serveLibrary(await openLibrary(":memory:"));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(site.origin);
  await page.waitForSelector("web-island[name=CopyButtons][data-live]", { state: "attached" });
  await page.getByRole("button", { name: /^Copy/ }).first().click();
  await page.waitForSelector(".copy-told");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^deno task analyze/);
});

browserTest("without a script there are tables, links and downloads", async ({ page }) => {
  const { origin } = await full();
  await page.goto(`${origin}/explore?tempo=..200&sort=title`);
  const table = page.locator(".plain table");
  assert.ok(await table.locator("tbody tr").count() > 10);
  assert.equal(await page.locator(".explore").isVisible(), false);
  const list = await page.getByRole("link", { name: "Download M3U8" }).getAttribute("href");
  const tracks = (await (await page.request.get(origin + list)).text()).match(/^#EXTINF/gm)!;
  assert.equal(tracks.length, await table.locator("tbody tr").count());
  await table.getByRole("link").first().click();
  await page.waitForURL(/\/track\/t\d\d\?/);
  await page.goto(`${origin}/similar/maps`);
  await table.getByRole("link").first().click();
  await page.waitForURL(/\/similar\?track=/);
  assert.ok(await page.locator(".neighbours li").count() > 10);
  await page.goto(`${origin}/playlists?id=slow`);
  await page.waitForSelector("text=Title t03");
  const file = await page.locator("a[download]").first().getAttribute("href");
  assert.equal((await page.request.get(origin + file)).status(), 200);
}, { javaScriptEnabled: false });

browserTest("with a GPU deck.gl draws the map, and says nothing against it", async ({ page }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.addInitScript(pretendGpu);
  const { origin } = await full();
  await openExplore(page, `${origin}/explore?view.projection=pca`);
  await page.waitForSelector(".trust");
  await page.waitForFunction(() =>
    document.querySelector<HTMLCanvasElement>(".map-canvas .deck canvas")?.getContext("webgl2")
  );
  assert.equal(
    await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[aria-hidden=true] *")]
        .filter(({ tabIndex }) => tabIndex >= 0).map(({ outerHTML }) => outerHTML).join()
    ),
    "",
  );
  await lassoLeftHalf(page, page.locator(".map-canvas"));
  await page.waitForURL(/region=/);
  const map = page.getByRole("group", { name: "Save the map" });
  const svg = await downloaded(page, () => map.getByRole("button", { name: "SVG" }).click());
  assert.ok(svg.length > 5_000, `${svg.length}`);
  assert.deepEqual(said.filter((text) => /matrix/i.test(text)), []);
}, { viewport: { width: 1280, height: 800 } });
