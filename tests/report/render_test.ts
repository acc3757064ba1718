import assert from "node:assert/strict";
import {
  compare,
  comparisonSection,
  type RenderedReport,
  renderReport,
  summarise,
  type SummaryExtras,
} from "../../report/mod.ts";
import { comparisonFindings } from "../../report/sections/comparison.tsx";
import { ACTIVATION_INFO, ACTIVATION_SETS, capital, type Columns } from "../../domain/mod.ts";
import { columnsOf, readMusav } from "../fixtures/musav.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { madeColumns } from "../query/fixtures.ts";

const CSS = ["charts", "report", "report_file"].map((name) =>
  Deno.readTextFileSync(new URL(`../../static/styles/${name}.css`, import.meta.url))
);
const TOKENS = ":root {\n  --ink: #000000;\n  --muted: #555555;\n  --panel: #ffffff;\n}\n";
const css = [TOKENS, ...CSS];

const FACTS: SummaryExtras = { name: "MusAV", program: "1.2.3", analysed: { from: 0, to: 0 } };

function assertWhole({ html, figures, tables, summaryJson }: RenderedReport): void {
  assert.ok(html.startsWith("<!doctype html>"));
  assert.ok(
    !/<script|<link|<img|@import|\burl\(|\bsrc=/.test(html),
    "it needs nothing from outside",
  );
  const outside = [...html.matchAll(/https?:\/\/[^"'\s<]*/g)].map(([address]) => address);
  assert.deepEqual(outside.filter((address) => address !== "http://www.w3.org/2000/svg"), []);
  assert.ok(!/NaN|undefined/.test(html));
  for (const [name, svg] of Object.entries(figures)) {
    assert.ok(tables[name.replace(".svg", ".tsv")], `${name} has its numbers`);
    assert.ok(!svg.includes("var("), `${name} names its colours`);
    assert.ok(svg.startsWith("<svg xmlns="));
  }
  for (const [name, tsv] of Object.entries(tables)) {
    const widths = new Set(tsv.trimEnd().split("\n").map((line) => line.split("\t").length));
    assert.equal(widths.size, 1, `${name} is a table`);
  }
  JSON.parse(summaryJson);
}

function assertReproducible(columns: Columns): void {
  const report = renderReport(summarise(columns, FACTS), { css });
  assertWhole(report);
  assert.deepEqual(renderReport(summarise(columns, FACTS), { css }), report);
}

Deno.test("a report stands alone, and is the same to the byte when made again", () => {
  assertReproducible(madeColumns(500));
});

sharedTest("a report of MusAV stands alone, and is the same to the byte when made again", () => {
  assertReproducible(readMusav().columns);
});

Deno.test("a report names collection, date, versions, methods and references", () => {
  const { html } = renderReport(summarise(madeColumns(500), FACTS), {
    css,
    title: "A title & more",
  });
  for (
    const text of [
      "A title &amp; more",
      "MusAV",
      "1970-01-01",
      "1.2.3",
      "RhythmExtractor2013",
      "Schreiber &amp; Müller 2019",
      "To keep in mind",
    ]
  ) {
    assert.ok(html.includes(text), text);
  }
});

sharedTest("styles.tsv lists all 400 styles", () => {
  const { tables } = renderReport(summarise(readMusav().columns, FACTS), { css });
  const lines = tables["styles.tsv"]!.trimEnd().split("\n");
  assert.equal(lines.length, 401);
  assert.equal(lines[0]!.split("\t").slice(0, 3).join(), "style,parent,tracks_top1");
});

const FAILED: SummaryExtras = { errors: [{ path: "a.mp3", stage: "decode", reason: "no audio" }] };
const ODD: readonly (readonly [string, Parameters<typeof summarise>])[] = [
  ["an empty collection", [columnsOf([])]],
  ["one track", [columnsOf([{ values: { tempo: 120, loudness: -9 } }])]],
  ["a collection whose files all failed", [columnsOf([]), FAILED]],
  ["a collection of tracks without any value", [columnsOf([{ values: {} }, { values: {} }])]],
];
for (const [name, args] of ODD) {
  Deno.test(`a report of ${name} is whole`, () => {
    assertWhole(renderReport(summarise(...args), { css }));
  });
}

Deno.test("an empty collection and one of failures say which they are", () => {
  assert.match(renderReport(summarise(columnsOf([])), { css }).html, /The collection is empty/);
  assert.match(
    renderReport(summarise(columnsOf([]), FAILED), { css }).html,
    /No track could be analysed: every file failed/,
  );
});

const values = (shift: number) =>
  columnsOf(Array.from({ length: 80 }, (_, i) => ({
    values: { tempo: 80 + (i * 37) % 60 + shift, loudness: -14 + (i * 13) % 9 },
  })));

Deno.test("compare() finds what was shifted, and takes the rest for chance", () => {
  const [a, b] = [values(0), values(30)].map((columns, i) => ({
    columns,
    summary: summarise(columns, { name: `set ${i + 1}` }),
  }));
  const comparison = compare(a!, b!);
  const [tempo, loudness] = ["tempo", "loudness"].map((id) =>
    comparison.numbers.find((difference) => difference.id === id)!
  );
  assert.ok(Math.abs(tempo!.wasserstein.value - 30) < 0.01);
  assert.ok(tempo!.wasserstein.low < 30 && tempo!.wasserstein.high > 30);
  assert.ok(tempo!.ks.value > tempo!.ks.chance);
  assert.equal(loudness!.ks.value, 0);
  assert.deepEqual(compare(a!, b!), comparison);
  const report = renderReport(a!.summary, { css, sections: [comparisonSection(comparison)] });
  assertWhole(report);
  assert.match(
    comparisonFindings(comparison).join("\n"),
    /They differ most in tempo \(median \d+\.\d BPM against \d+\.\d BPM/,
  );
});

Deno.test("compare() sets the strongest classes of every set side by side, the rarest together", () => {
  const [a, b] = [1, 2].map((seed) => {
    const columns = madeColumns(80, seed);
    const summary = summarise(columns, { name: `set ${seed}` });
    return { columns: { ...columns, numbers: {} }, summary };
  });
  const { categories } = compare(a!, b!);
  const others = ACTIVATION_SETS.filter((set) => set !== "styles");
  for (const set of others) {
    const name = capital(ACTIVATION_INFO[set].many);
    const found = categories.find((category) => category.name === name)!;
    assert.equal(found.labels.length, 13, name);
    assert.equal(found.labels.at(-1), "others");
    for (const [counts, { summary }] of [[found.a, a!], [found.b, b!]] as const) {
      const tops = summary[set]!.classes.reduce((sum, { top }) => sum + top, 0);
      assert.equal(counts.reduce((sum, count) => sum + count, 0), tops, name);
    }
    assert.ok(found.hellinger.value > 0 && found.hellinger.value < 1);
  }
});
