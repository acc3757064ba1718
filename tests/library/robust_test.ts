import assert from "node:assert/strict";
import { openLibrary } from "../../library/mod.ts";
import { figureOf, MOST_RANK, rankOf } from "../../library/robust/_ranks.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const asked = { space: "vgg", alteration: { kind: "none" } } as const;

Deno.test("an original beyond the ranks that are told apart still has its cosine", async () => {
  const library = await openLibrary(":memory:");
  try {
    const angles = Array.from({ length: MOST_RANK + 1 }, (_, i) => i / 1000);
    await library.store.putMany(angles.map((angle, i) => ({
      track: trackOf(`t${i}`),
      vectors: { vgg: Float32Array.of(Math.cos(angle), Math.sin(angle)) },
    })));
    await library.collection.refresh();
    const space = (await library.spaces.get("vgg"))!;
    const query = Float32Array.of(2, 0);
    const at = async (i: number) => await rankOf(space, { ...asked, id: `t${i}`, query });
    const [near, far] = [await at(2), await at(MOST_RANK)];
    assert.deepEqual([near.rank, far.rank], [3, MOST_RANK]);
    assert.ok(Math.abs(near.cosine - Math.cos(0.002)) < 1e-6);
    assert.ok(Math.abs(far.cosine - Math.cos(MOST_RANK / 1000)) < 1e-6);
  } finally {
    await library.close();
  }
});

Deno.test("the median rank of an even number of copies lies between two; of none nothing is told", () => {
  const heard = [4, 1].map((rank) => ({ ...asked, rank, cosine: rank / 10 }));
  const { tracks, nearest, median, worst, cosine } = figureOf(heard, asked);
  assert.deepEqual([tracks, nearest, median, worst, cosine], [2, 0.5, 2.5, 4, 0.25]);
  const none = figureOf([], asked);
  assert.ok([none.nearest, none.median, none.worst, none.cosine].every(Number.isNaN));
});
