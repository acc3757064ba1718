// usage: deno run -A shots.ts <db> <outprefix> path[@actionfile]...
import { openLibrary } from "../library/mod.ts";
import { createApp } from "../main.ts";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS } from "../tests/fixtures/browser.ts";
const [db, out, ...paths] = Deno.args;
const library = await openLibrary(db!, { create: false });
const stop = new AbortController();
const app = createApp({ library, hostname: "127.0.0.1" });
const server = Deno.serve(
  { port: 0, hostname: "127.0.0.1", signal: stop.signal, onListen() {} },
  app.handler(),
);
const origin = `http://127.0.0.1:${server.addr.port}`;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [...CHROMIUM_FLAGS],
});
const sizes = [[1280, "light"], [390, "dark"]] as const;
for (const [width, scheme] of sizes) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
  });
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log("console", m.text()));
  page.on("pageerror", (e) => console.log("pageerror", String(e)));
  for (const [i, path] of paths.entries()) {
    const t = performance.now();
    await page.goto(origin + path, { waitUntil: "load" });
    console.log(path, Math.round(performance.now() - t), "ms");
    await page.waitForTimeout(1200);
    const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    if (Number(over) > 0) console.log("scrolls sideways by", over, width);
    await page.screenshot({ path: `${out}-${i}-${width}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
stop.abort();
await library.close();
