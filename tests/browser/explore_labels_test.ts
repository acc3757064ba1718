import assert from "node:assert/strict";
import type { LabelEntry } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { browserTest } from "../fixtures/browser.ts";
import { openExplore } from "../fixtures/explore_page.ts";
import { buildPages, serveLibrary } from "../fixtures/served_library.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

Deno.test.beforeAll(buildPages);

/** Thirty tracks, of which twenty have a genre of a hierarchy and an annotated tempo. */
async function serveLabelled() {
  const library = await openLibrary(":memory:");
  const ids = Array.from({ length: 30 }, (_, i) => `t${String(i).padStart(2, "0")}`);
  await library.store.putMany(ids.map((id, i) => ({
    track: trackOf(id, { tags: { title: `Track ${i}` } }),
    vectors: { musicnn: vectorOf(200, i) },
  })));
  const labels: readonly (readonly number[])[] = [[0], [1], [2, 0]];
  await library.store.labels.put(
    {
      id: "genres",
      name: "Genres",
      kind: "table",
      origin: "publisher",
      classes: ["Rock", "Punk", "Jazz"],
      parents: [-1, 0, -1],
      several: true,
      fields: [{ id: "tempo", unit: "BPM", range: [40, 240], bin: 5, digits: 1 }],
      joined: 1,
    },
    new Map(
      ids.slice(0, 20).map((id, i): [string, LabelEntry] => [
        id,
        {
          key: id,
          classes: labels[i % 3]!,
          values: [100 + i],
          split: i < 12 ? "training" : "test",
          ...(i === 19 && { bad: "silent" }),
        },
      ]),
    ),
  );
  await library.collection.refresh();
  return serveLibrary(library);
}

browserTest("a label set is a column, a colour, a filter and a histogram", async ({ page }) => {
  await using site = await serveLabelled();
  await openExplore(page, `${site.origin}/explore`);
  const counted = (words: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector<HTMLElement>(".count")?.innerText === wanted,
      words,
    );
  await page.click("summary >> text=Columns");
  await page.fill('input[aria-label="Find a column"]', "genres");
  await page.check(".column-choice >> text=Genres >> nth=0");
  await page.check(".column-choice >> text=Tempo (Genres)");
  await page.waitForURL(/view\.table=[^&]*label\.genres%?/);
  await page.keyboard.press("Escape");
  await page.click('[role=columnheader] >> text="Genres"');
  await page.waitForURL(/sort=label\.genres/);
  await page.waitForSelector('.track[aria-rowindex="2"] [role=cell]:text-is("Jazz, Rock")');
  await page.waitForSelector('.track[aria-rowindex="2"] [role=cell]:text-is("102.0")');

  await page.selectOption('label:has-text("Colour") select', "label.genres");
  await page.click('.legend-name:has-text("Jazz")');
  await counted("6 of 30");
  assert.match(page.url(), /label\.genres=Jazz/);
  await page.click('.legend-name:has-text("Jazz")');
  await counted("30 of 30");

  await page.click('.choice:has-text("Rock")');
  await counted("20 of 30");
  await page.click('button[aria-label="Labels below Rock"]');
  await page.hover('.choice:has-text("Punk")');
  await page.click('button[aria-label="Leave out Punk"]');
  await counted("13 of 30");
  await page.reload();
  await counted("13 of 30");
  await page.click("text=Drop all");
  await page.check("text=only the 10 that it does not know");
  await counted("10 of 30");

  await openExplore(page, `${site.origin}/explore?label.genres.tempo=110..`);
  await counted("10 of 30");
  await page.click("summary >> text=more descriptors");
  await page.getByRole("slider", { name: "Tempo (Genres), from" }).press("ArrowLeft");
  await counted("15 of 30");
}, { viewport: { width: 1280, height: 900 } });

browserTest(
  "a part of a split is a filter, a colour, a grouping and words; a number an axis",
  async ({ page }) => {
    await using site = await serveLabelled();
    await openExplore(page, `${site.origin}/explore`);
    const counted = (words: string) =>
      page.waitForFunction(
        (wanted) => document.querySelector<HTMLElement>(".count")?.innerText === wanted,
        words,
      );
    await page.click("summary:text-is('Genres')");
    await page.click('.choice:has-text("test")');
    await counted("8 of 30");
    await page.click('.choice:has-text("not known to be bad")');
    await counted("7 of 30");
    assert.match(page.url(), /label\.genres\.split=test&label\.genres\.known_bad=no/);
    await page.selectOption('label:has-text("Colour") select', "label.genres.split");
    await page.click('.legend-name:has-text("training")');
    await counted("19 of 30");
    await openExplore(
      page,
      `${site.origin}/explore?view.groups=label.genres.split&view.projection=raw~label.genres.tempo~duration`,
    );
    await page.waitForSelector("text=training");
    assert.equal(
      await page.getByLabel("Axis across", { exact: true }).inputValue(),
      "Tempo (Genres)",
    );
    await openExplore(page, `${site.origin}/explore?words=jazz+of+genres%2C+test+set`);
    await counted("2 of 30");
  },
  { viewport: { width: 1280, height: 900 } },
);
