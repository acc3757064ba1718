import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { decodeColumns, encodeColumns } from "../../collection/columns_arrow.ts";
import type { Columns } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { importCollection } from "../../exchange/mod.ts";
import { parseQuery, selectRows } from "../../query/mod.ts";
import { exploreHref, sectionsOf, summarise, type Summary } from "../../report/mod.ts";
import { type Figure } from "../../report/figure.ts";
import { StyleList } from "../../report/sections/style_list.tsx";
import { THRESHOLDS } from "../../report/classes.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";
import { madeColumns } from "../query/fixtures.ts";

interface LinkedMark {
  readonly reading: string;
  readonly address: string;
  readonly tracks: number;
}

function unescape(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}

/** Every mark that leads to Explore, with the number of tracks it says. */
function marksOf(svg: string): LinkedMark[] {
  const links = [...svg.matchAll(/<a [^>]*data-reading="([^"]*)"[^>]*href="\/explore\?([^"]*)"/g)];
  return links.map(([, reading, address]) => {
    const words = unescape(reading!);
    const tracks = /: ([\d,  ]+)(?! %)\b[^:]*$/.exec(words)?.[1]?.replace(/\D/g, "");
    assert.ok(tracks, `no number in ${words}`);
    return { reading: words, address: unescape(address!), tracks: Number(tracks) };
  });
}

function assertCounts(columns: Columns, svg: string, what: string): number {
  const marks = marksOf(svg);
  for (const { reading, address, tracks } of marks) {
    const { query, problems } = parseQuery(new URLSearchParams(address));
    assert.deepEqual(problems, [], address);
    assert.equal(selectRows(columns, query).length, tracks, `${what}: ${reading} (${address})`);
  }
  return marks.length;
}

function figuresOf(summary: Summary): readonly Figure[] {
  return sectionsOf(summary, exploreHref).flatMap(({ figures }) => figures);
}

sharedTest("MusAV: every mark of the overview leads to as many tracks as it says", async () => {
  const library = await openLibrary(":memory:");
  await importCollection(library.store, sharedPath("musav"));
  await library.collection.refresh();
  const columns = decodeColumns(encodeColumns(library.collection.snapshot.columns));
  const summary = library.summary.value;
  await library.close();
  const linked = new Map<string, number>();
  for (const figure of figuresOf(summary)) {
    linked.set(figure.id, assertCounts(columns, render(figure.draw(900)), figure.id));
  }
  for (const id of ["styles", "style_parents", "styles_top", "tempo", "loudness"]) {
    assert.ok(linked.get(id)! > 5, `${id} has ${linked.get(id)} links`);
  }
  for (const id of ["emotion_plane", "keys_edma", "key_bars_temperley", "arousal"]) {
    assert.ok(linked.get(id)! > 10, `${id} has ${linked.get(id)} links`);
  }
});

Deno.test("every style of the list leads to as many tracks as it says, at any threshold", () => {
  const columns = madeColumns(800);
  const { styles } = summarise(columns);
  for (const counting of ["top", ...THRESHOLDS] as const) {
    const list = render(StyleList({ styles: styles!, counting, href: exploreHref }));
    const rows = [
      ...list.matchAll(/title="[^"]*: ([\d,]+) \([^"]*"><a href="\/explore\?([^"]*)"/g),
    ];
    assert.ok(rows.length > 10, `${counting}: ${rows.length}`);
    for (const [, tracks, address] of rows) {
      const { query } = parseQuery(new URLSearchParams(unescape(address!)));
      assert.equal(selectRows(columns, query).length, Number(tracks!.replace(",", "")), address);
    }
  }
});

Deno.test("bars of made-up columns lead to as many tracks as they say, tags and outliers too", () => {
  const made = madeColumns(3_000);
  let marks = 0;
  for (const figure of figuresOf(summarise(made))) {
    // derived from others, which these columns are not
    if (["tempo_octave", "keys_agree"].includes(figure.id)) continue;
    marks += assertCounts(made, render(figure.draw(900)), figure.id);
  }
  assert.ok(marks > 300, `${marks}`);
});
