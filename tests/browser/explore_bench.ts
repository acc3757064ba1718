/**
 * How fast Explore is: `deno task bench-pages STORE…` prints for each store, without a GPU and with what
 * is drawn where there is one, the time from the address to the first histogram and to the map; for steps
 * of a brush the time from the event to the paint and what CPU time the main thread takes for it; and for
 * a lasso the time from its end to the paint. Medians, and the worst. Then what Similar takes: the first
 * page after the start, and pages while two maps are open elsewhere.
 */
import { type Browser, chromium, type Page } from "playwright-core";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { CHROMIUM_FLAGS } from "../fixtures/browser.ts";
import { pretendGpu } from "../fixtures/explore_page.ts";
import { buildPages } from "../fixtures/served_library.ts";
import { findChromium } from "../../tasks/_chromium.ts";

const STEPS = 24;
const LASSOS = 7;
const SIMILAR_PAGES = 9;

/** CPU that all processes of the browser have used, ms. */
async function cpuOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
}

/** Sends pointer events to an element, and tells ms from each timed one to the paint of its frame. */
function drawn(
  page: Page,
  { on, path, time }: {
    readonly on: string;
    /** Places in the element, as shares of its size; the first is pressed, the last let go. */
    readonly path: readonly (readonly [number, number])[];
    /** Which events are timed. */
    readonly time: "moves" | "end";
  },
): Promise<number[]> {
  return page.evaluate(async ({ on, path, time }) => {
    const element = document.querySelector<HTMLElement>(on)!;
    element.setPointerCapture = () => {};
    const box = element.getBoundingClientRect();
    const send = (type: string, [x, y]: readonly [number, number]) =>
      element.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          button: 0,
          clientX: box.left + box.width * x,
          clientY: box.top + box.height * y,
        }),
      );
    const painted = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(0);
        })
      );
    const times: number[] = [];
    const timed = async (type: string, at: readonly [number, number]) => {
      const begun = performance.now();
      send(type, at);
      await painted();
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 30));
    };
    send("pointerdown", path[0]!);
    for (const at of path.slice(1)) {
      if (time === "moves") await timed("pointermove", at);
      else send("pointermove", at);
    }
    if (time === "end") await timed("pointerup", path.at(-1)!);
    else send("pointerup", path.at(-1)!);
    return times;
  }, { on, path, time });
}

function brush(page: Page, steps: number): Promise<number[]> {
  const path = Array.from({ length: steps + 1 }, (_, i) => [0.25 + 0.4 * i / steps, 0.4] as const);
  return drawn(page, { on: ".brushable svg", path, time: "moves" });
}

function lasso(page: Page, width: number): Promise<number[]> {
  const path = [[0.1, 0.1], [width, 0.1], [width, 0.9], [0.1, 0.9]] as const;
  return drawn(page, { on: ".map-canvas", path, time: "end" });
}

function wordsOf(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${sorted[times.length >> 1]!.toFixed(0)} ms, worst ${sorted.at(-1)!.toFixed(0)} ms`;
}

async function explore(page: Page, origin: string): Promise<string[]> {
  const browser = page.context().browser()!;
  const idle = await cpuOf(browser);
  const begun = performance.now();
  const since = () => (performance.now() - begun).toFixed(0);
  await page.goto(`${origin}/explore?view.projection=pca`, { waitUntil: "commit" });
  await page.waitForSelector(".brushable .whole", { timeout: 120_000 });
  const first = since();
  const spent = (await cpuOf(browser) - idle).toFixed(0);
  await page.waitForSelector(".trust, .no-map", { timeout: 600_000 });
  const hasMap = await page.locator(".no-map").count() === 0;
  const map = hasMap ? `map ${since()} ms` : "no map: no track has a vector";
  await page.waitForTimeout(3_000);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () =>
    (await session.send("Performance.getMetrics")).metrics
      .find(({ name }) => name === "TaskDuration")!.value;
  await brush(page, 4);
  const before = await worked();
  const steps = await brush(page, STEPS);
  const perStep = (await worked() - before) / STEPS * 1000;
  const lassos: number[] = [];
  if (hasMap) {
    await page.getByRole("button", { name: "lasso" }).click();
    for (let i = 0; i < LASSOS; i++) lassos.push(...await lasso(page, 0.3 + 0.05 * i));
  }
  return [
    `first histogram ${first} ms (${spent} ms of CPU in all of the browser), ${map}`,
    `brush step: event to paint ${wordsOf(steps)}; main thread ${
      perStep.toFixed(0)
    } ms of CPU a step`,
    ...(hasMap ? [`lasso: end to paint ${wordsOf(lassos)}`] : []),
  ];
}

async function similar(
  browser: Browser,
  { origin, ids }: { readonly origin: string; readonly ids: readonly string[] },
): Promise<string[]> {
  const page = await browser.newPage();
  const opened = async (id: string) => {
    const begun = performance.now();
    await page.goto(`${origin}/similar?track=${encodeURIComponent(id)}`, {
      waitUntil: "domcontentloaded",
      timeout: 120_000,
    });
    return performance.now() - begun;
  };
  const first = await opened(ids[0]!);
  const maps = await browser.newPage();
  await maps.goto(`${origin}/similar/maps`);
  await maps.waitForFunction(() => document.querySelectorAll(".trust").length === 2, undefined, {
    timeout: 600_000,
  });
  const times: number[] = [];
  for (const id of ids.slice(1, 1 + SIMILAR_PAGES)) times.push(await opened(id));
  return [
    `similar: the first page after the start ${first.toFixed(0)} ms; ` +
    `with two maps open elsewhere ${wordsOf(times)} until the DOM is ready`,
  ];
}

function load(): string {
  return Deno.loadavg()[0]!.toFixed(1);
}

if (import.meta.main) {
  await buildPages();
  const executablePath = findChromium();
  if (!executablePath) throw new Error("Cannot measure: no Chromium found; set CHROMIUM_PATH");
  for (const store of Deno.args) {
    const library = await openLibrary(store);
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      createApp({ library, hostname: "127.0.0.1" }).handler(),
    );
    await library.prepare();
    const origin = `http://127.0.0.1:${server.addr.port}`;
    const { ids } = library.collection.snapshot.columns;
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    console.log(`${ids.length} tracks, load ${load()}`);
    if (library.spaces.present.length > 1) {
      for (const words of await similar(browser, { origin, ids })) console.log(`  ${words}`);
    }
    for (const gpu of [false, true]) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      if (gpu) await page.addInitScript(pretendGpu);
      console.log(`  ${gpu ? "drawn as with a GPU" : "without a GPU"}, load ${load()}`);
      for (const words of await explore(page, origin)) console.log(`    ${words}`);
      await page.close();
    }
    await browser.close();
    await server.shutdown();
    await library.close();
  }
  Deno.exit(0);
}
