/**
 * How fast Explore is without a GPU: `deno run -A tests/browser/explore_bench.ts STORE…` prints for each
 * store the time from the address to the first histogram and to the map, and for steps of a brush the
 * time from the event to the paint and what CPU time the main thread takes for it. Medians, and the worst.
 */
import { chromium, type Page } from "playwright-core";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { CHROMIUM_FLAGS } from "../fixtures/browser.ts";
import { buildPages } from "../fixtures/served_library.ts";
import { findChromium } from "../../tasks/_chromium.ts";

const STEPS = 24;

/** Drags over the tempo, step by step; ms from each event to the paint of its frame. */
function brush(page: Page, steps: number): Promise<number[]> {
  return page.evaluate(async (steps) => {
    const svg = document.querySelector<SVGSVGElement>(".brushable svg")!;
    svg.setPointerCapture = () => {};
    const box = svg.getBoundingClientRect();
    const send = (type: string, share: number) =>
      svg.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          button: 0,
          clientX: box.left + box.width * share,
          clientY: box.top + 20,
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
    send("pointerdown", 0.25);
    for (let i = 1; i <= steps; i++) {
      const begun = performance.now();
      send("pointermove", 0.25 + 0.4 * i / steps);
      await painted();
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    send("pointerup", 0.65);
    return times;
  }, steps);
}

function wordsOf(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${sorted[times.length >> 1]!.toFixed(0)} ms, worst ${sorted.at(-1)!.toFixed(0)} ms`;
}

async function measure(page: Page, origin: string): Promise<string[]> {
  const begun = performance.now();
  await page.goto(`${origin}/explore?view.projection=pca`, { timeout: 120_000 });
  await page.waitForSelector(".brushable .whole", { timeout: 120_000 });
  const first = performance.now() - begun;
  await page.waitForSelector(".trust", { timeout: 300_000 });
  const map = performance.now() - begun;
  await page.waitForTimeout(3_000);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () =>
    (await session.send("Performance.getMetrics")).metrics
      .find(({ name }) => name === "TaskDuration")!.value;
  await brush(page, 4);
  const before = await worked();
  const times = await brush(page, STEPS);
  const perStep = (await worked() - before) / STEPS * 1000;
  return [
    `first histogram ${first.toFixed(0)} ms, map ${map.toFixed(0)} ms`,
    `brush step: event to paint ${wordsOf(times)}; main thread ${
      perStep.toFixed(0)
    } ms of CPU a step`,
  ];
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
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    console.log(`${library.collection.snapshot.columns.length} tracks`);
    for (const words of await measure(page, `http://127.0.0.1:${server.addr.port}`)) {
      console.log(`  ${words}`);
    }
    await browser.close();
    await server.shutdown();
    await library.close();
  }
  Deno.exit(0);
}
