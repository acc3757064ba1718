import assert from "node:assert/strict";
import { cardOf } from "../../library/cards.ts";
import { openLibrary } from "../../library/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** Keys of which krumhansl's are closest to the others': each of those differs from it by turns. */
function keysOf(i: number): Record<string, string> {
  const scale = "major";
  return {
    key_krumhansl: "C",
    key_temperley: i % 2 === 0 ? "C" : "F#",
    key_edma: i % 2 === 0 ? "F#" : "C",
    scale_krumhansl: scale,
    scale_temperley: scale,
    scale_edma: scale,
  };
}

Deno.test("cards name keys under the profile that the overview recommends", async () => {
  const library = await openLibrary(":memory:");
  try {
    await library.store.putMany(Array.from({ length: 30 }, (_, i) => ({
      track: trackOf(`t${String(i).padStart(2, "0")}`, { values: keysOf(i) }),
    })));
    await library.collection.refresh();
    assert.equal(library.summary.profile, "krumhansl");
    assert.equal(library.summary.value.keys.advice.profile, "krumhansl");
    for (let row = 0; row < 30; row++) {
      const { key, camelot } = cardOf(library, row);
      assert.deepEqual([key, camelot], ["C major", "8B"]);
    }
  } finally {
    await library.close();
  }
});

Deno.test("a card says why nothing heard a voice: what was heard of the track, before what was not run", async () => {
  const library = await openLibrary(":memory:");
  try {
    const absent = { voice: "no-model", instrumentalness: "too-short" } as const;
    await library.store.putMany([
      { track: trackOf("a", { values: {}, absent }) },
      {
        track: trackOf("b", { values: { instrumentalness: 0.25 }, absent: { voice: "no-model" } }),
      },
    ]);
    await library.collection.refresh();
    const [short, heard] = ["a", "b"].map((id) => cardOf(library, library.collection.row(id)!));
    assert.equal(short!.missing["voice"], "too short");
    assert.deepEqual([heard!.voice, heard!.instrumentalness], [null, 0.25]);
  } finally {
    await library.close();
  }
});
