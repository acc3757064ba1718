import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { PLAIN_REQUEST, type WhyAnswer } from "../../similar/mod.ts";
import { WhyPanel } from "../../components/similar/WhyPanel.tsx";
import type { Space } from "../../domain/mod.ts";
import { CARD } from "./card.ts";

/** The panel of two tracks that are so many LU apart, in some spaces. */
function panel(
  apart: number,
  spaces: readonly Space[],
  classes: WhyAnswer["classes"] = {},
): string {
  const why: WhyAnswer = {
    neighbour: { ...CARD, id: "b" },
    nearness: spaces.map((space) => ({
      space,
      cosine: 0.5,
      rank: 1,
      pairs_nearer: null,
      groups: [],
      distances: { from: 0, to: 1, counts: [] },
    })),
    classes,
    key: null,
    differences: [
      { descriptor: "loudness", values: [-9 - apart, -9], nearer: 0.5 },
      { descriptor: "valence_vibenet", values: [0.1, 0.9], nearer: 0.9 },
    ],
    along: [],
  };
  return renderToString(<WhyPanel query={CARD} why={why} request={PLAIN_REQUEST} />);
}

Deno.test("WhyPanel says which spaces hear level, where levels are far apart", () => {
  const both = "12 LU apart in loudness, and MSD-MusiCNN and MSD-VGG hear level too";
  assert.ok(panel(12, ["effnet", "musicnn", "vgg"]).includes(both));
  assert.match(panel(8, ["vgg", "timbre"]), /and MSD-VGG hears level too/);
  assert.doesNotMatch(panel(7.9, ["musicnn", "vgg"]), /level too/);
  assert.doesNotMatch(panel(20, ["effnet", "timbre"]), /level too/);
});

Deno.test("WhyPanel writes descriptors inside a sentence, names of networks as they are", () => {
  assert.ok(panel(0, ["effnet"]).includes("Far apart in valence (VibeNet)."));
});

Deno.test("WhyPanel names what both have most of every set, each name once, and what is not known", () => {
  const shared = (name: string, least: number) => ({ name, activations: [0.9, least] as const });
  const html = panel(0, ["effnet"], {
    styles: [shared("House", 0.5)],
    tags: null,
    moodthemes: [shared("dark", 0.3), shared("film", 0.09)],
    instruments: [shared("piano", 0.6)],
    jamendo: [shared("house", 0.4)],
  });
  assert.match(html, /Both have piano; both are House; both sound dark/);
  for (const title of ["Styles", "Moods and themes", "Instruments", "Genres"]) {
    assert.ok(html.includes(`<dt>${title}</dt>`), title);
  }
  assert.match(html, /Not known of both: tags \(MSD-MusiCNN\)\./);
  assert.match(html, /film <span class="muted num">90, 9<\/span>/);
  assert.doesNotMatch(panel(0, ["effnet"]), /of both|What both/);
});
