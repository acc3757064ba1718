import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { PLAIN_REQUEST, type WhyAnswer } from "../../similar/mod.ts";
import { WhyPanel } from "../../components/similar/WhyPanel.tsx";
import type { Space } from "../../domain/mod.ts";
import { CARD } from "./card.ts";

/** The panel of two tracks that are so many LU apart, in some spaces. */
function panel(apart: number, spaces: readonly Space[]): string {
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
    styles: null,
    tags: null,
    key: null,
    differences: [{ descriptor: "loudness", values: [-9 - apart, -9], nearer: 0.5 }],
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
