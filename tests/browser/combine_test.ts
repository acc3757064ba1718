import assert from "node:assert/strict";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { browserTest } from "../fixtures/browser.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";

Deno.test.beforeAll(buildPages);

async function served() {
  const library = await heardLibrary(26);
  const tracks = [];
  for await (const track of library.store.tracks()) tracks.push(track);
  await library.store.putMany(tracks.map((track, i) => ({
    track: { ...track, tags: { ...track.tags, genres: [i < 13 ? "folk" : "techno"] } },
    vectors: {},
  })));
  await library.collection.refresh();
  return serveLibrary(library);
}

browserTest(
  "weights are moved by keyboard, figures follow, and a combination is kept and removed",
  async ({ page }) => {
    await using site = await served();
    await page.goto(`${site.origin}/similar/combine`);
    await page.waitForSelector("web-island[data-live] .weights");
    const finding = page.locator(".combine .finding output");
    assert.match(await finding.innerText(), /^MusiCNN 50 \+ VGG 50 finds/);
    const slider = page.getByRole("slider", { name: "MSD-VGG" });
    await slider.focus();
    await page.keyboard.press("Home");
    await page.waitForURL(/space=musicnn&/);
    await page.waitForFunction(() =>
      document.querySelector(".combine .finding output")!.textContent!.startsWith(
        "MSD-MusiCNN finds",
      )
    );
    assert.equal(await page.getByRole("button", { name: /^Keep/ }).count(), 0);
    for (let press = 0; press < 2; press++) await page.keyboard.press("ArrowRight");
    await page.waitForURL(/space=83musicnn-17vgg&/);
    await page.waitForFunction(() =>
      document.querySelector(".combine .finding output")!.textContent!
        .startsWith("MusiCNN 83 + VGG 17 finds")
    );
    assert.equal(await slider.getAttribute("aria-valuetext"), "17 %");
    await page.getByRole("button", { name: "Keep MusiCNN 83 + VGG 17" }).click();
    await page.getByRole("cell", { name: "MusiCNN 83 + VGG 17", exact: true }).waitFor();
    assert.deepEqual(site.library.spaces.kept, ["83musicnn-17vgg"]);
    const listen = await page.request.get(`${site.origin}/listen?second=83musicnn-17vgg`);
    assert.match(await listen.text(), /<option value="83musicnn-17vgg" selected/);
    await page.getByRole("link", { name: "Lists", exact: true }).last().click();
    await page.waitForURL(/\/similar\?space=83musicnn-17vgg/);
    await page.goBack();
    await page.getByRole("button", { name: "Remove MusiCNN 83 + VGG 17" }).click();
    await page.getByRole("button", { name: "Keep MusiCNN 83 + VGG 17" }).waitFor();
    assert.deepEqual(site.library.spaces.kept, []);
  },
);

browserTest(
  "the best weights are looked for, and are judged by other queries",
  async ({ page }) => {
    await using site = await served();
    await page.goto(`${site.origin}/similar/combine`);
    await page.waitForSelector("web-island[data-live] .weights");
    await page.getByRole("link", { name: "Look for the best weights" }).click();
    await page.waitForURL(/space=best&/);
    await page.getByText("the weights were chosen by 13 other queries").waitFor();
    const { space } = await (await page.request.get(
      `${site.origin}/api/combined?space=best&label=genre&k=10`,
    )).json();
    const weights = await page.locator(".weights output").allInnerTexts();
    assert.equal(
      ["musicnn", "vgg"].map((name, i) =>
        weights[i] === "0 %" ? "" : `${parseInt(weights[i]!)}${name}`
      )
        .filter(Boolean).join("-").replace(/^100/, ""),
      space,
    );
  },
);
