import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { openLibrary } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { fullLibrary } from "../fixtures/full_library.ts";
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

browserTest("no page has a violation that axe finds, of a full collection", async ({ page }) => {
  const { library, test } = await fullLibrary();
  await using site = serveLibrary(library);
  await look(
    page,
    [
      "/",
      "/explore",
      "/similar",
      "/similar?track=t00",
      "/similar/maps?view.track=t00",
      "/track/t00",
      "/listen",
      `/listen?test=${test}`,
      "/listen/results",
      "/playlists?id=slow",
      "/evaluate",
    ].map((path) => site.origin + path),
  );
});

browserTest("no page has a violation that axe finds, of an empty collection", async ({ page }) => {
  await using site = serveLibrary(await openLibrary(":memory:"));
  await look(
    page,
    [
      "/",
      "/explore",
      "/similar",
      "/similar/maps",
      "/listen",
      "/listen/results",
      "/playlists",
      "/evaluate",
    ]
      .map((path) => site.origin + path),
  );
});
