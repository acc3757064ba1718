import assert from "node:assert/strict";
import { join } from "node:path";
import { openLibrary } from "../../library/mod.ts";
import { openStore } from "../../store/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { browserTest } from "../fixtures/browser.ts";
import { launchedPages, publisher } from "../fixtures/launched_pages.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { HAS_SHARED } from "../fixtures/shared.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder, outcome } from "../tasks/_command.ts";

Deno.test.beforeAll(buildPages);

browserTest(
  "a server that cannot install keeps the command and offers no button",
  async ({ page }) => {
    const library = await openLibrary(":memory:");
    await library.store.putTrack(trackOf("t", { path: "/music/t.mp3" }));
    await library.collection.refresh();
    await using site = serveLibrary(library);
    const asked = page.waitForResponse(/\/api\/models$/);
    await page.goto(site.origin);
    await asked;
    await page.waitForSelector("#styles code:has-text('deno task models --install')");
    assert.equal(await page.locator(".install-models").count(), 0);
  },
);

browserTest(
  "a first run: a folder is typed on the page, analysed, and its faults are told",
  async ({ page }) => {
    await inFolder(async (folder) => {
      const [music, db] = [join(folder, "music"), join(folder, "x.kv")];
      Deno.mkdirSync(music);
      Deno.writeFileSync(join(music, "a.wav"), wavOf([clicks(120, { seconds: 8 })]));
      Deno.writeFileSync(join(music, "b.wav"), wavOf([]).subarray(0, 30));
      (await openStore(db)).close();
      await using site = await launchedPages(db, folder, join(folder, "cache"));
      await page.goto(site.origin);
      const field = page.getByLabel("A folder of music on this machine");
      assert.equal(await field.inputValue(), "~/Music");
      await field.fill(join(folder, "nowhere"));
      await field.press("Enter");
      await page.locator(".analyse-folder [role=alert]:has-text('there is no such folder')")
        .waitFor();
      await field.fill(music);
      await page.getByRole("button", { name: "Analyse" }).click();
      await page.locator("h1 + p:has-text('1 track')").waitFor({ timeout: 60_000 });
      await page.goto("about:blank");
    });
  },
);

if (HAS_SHARED) {
  browserTest(
    "an empty question shows licence and size, installs, analyses, and says what could not be had",
    async ({ page }) => {
      const server = publisher([]);
      await inFolder(async (folder) => {
        const [music, db] = [join(folder, "music"), join(folder, "x.kv")];
        Deno.mkdirSync(music);
        Deno.writeFileSync(join(music, "a.wav"), wavOf([clicks(120, { seconds: 8 })]));
        assert.equal((await outcome("analyze", music, `--db=${db}`, "--workers=1")).code, 0);
        const from = `http://127.0.0.1:${server.addr.port}/models`;
        await using site = await launchedPages(db, from, join(folder, "cache"));
        await page.goto(site.origin);
        const offer = page.locator(".install-models:not(.analyse-folder)").first();
        await offer.waitFor();
        const said = await offer.innerText();
        assert.match(said, /400 Discogs styles: \d+ models?, \d+\.\d MB/);
        assert.match(said, /CC BY-NC-SA 4\.0.*non-commercial/);
        await offer.locator("input").check();
        await offer.locator("text=87 genres: by command alone").waitFor();
        await offer.getByRole("button", { name: "Install and analyse" }).click();
        await offer.locator("progress").waitFor();
        await offer.locator("[role=status]").waitFor({ timeout: 90_000 });
        const end = await offer.locator("[role=status]").textContent() ?? "";
        assert.match(end, /\d+ models installed\. 1 track analysed in .*could not be had/);
        assert.match(end, /Cannot install discogs-effnet-bsdynamic-1: .*404/);
        await page.waitForSelector("#emotion figcaption:has-text('arousal')");
        await page.goto("about:blank");
      });
      await server.shutdown();
    },
  );
}
