import assert from "node:assert/strict";
import fc from "fast-check";
import { NONE_PICKED, picked, pickOf } from "../../player/list/pick.ts";
import { moved } from "../../player/list/reorder.ts";
import { sortedIds } from "../../player/list/sorting.ts";
import { totalsText } from "../../player/list/totals.ts";
import type { ListedTrack } from "../../playlist/mod.ts";

Deno.test("moved() keeps every item, the moved ones together and in their order", () => {
  const places = fc.array(fc.integer({ min: -1, max: 8 }));
  fc.assert(fc.property(places, fc.integer({ min: -2, max: 10 }), (places, gap) => {
    const list = [..."abcdefg"];
    const { list: now, places: at } = moved(list, { places, gap });
    assert.deepEqual(now.toSorted(), list);
    const taken = list.filter((_, place) => places.includes(place));
    assert.deepEqual(at.map((place) => now[place]), taken);
    assert.ok(at.every((place, i) => i === 0 || place === at[i - 1]! + 1));
    const left = (items: readonly string[]) => items.filter((item) => !taken.includes(item));
    assert.deepEqual(left(now), left(list));
  }));
  assert.equal(moved([..."abcd"], { places: [0, 3], gap: 2 }).list.join(""), "badc");
});

Deno.test("picked() chooses alone, one more or less, and a range either way", () => {
  const held = { shiftKey: false, ctrlKey: false, metaKey: false };
  assert.equal(pickOf(held), "only");
  assert.equal(pickOf({ ...held, metaKey: true }), "toggle");
  assert.equal(pickOf({ ...held, shiftKey: true, ctrlKey: true }), "range");
  const three = picked(NONE_PICKED, 3, "only");
  assert.deepEqual([...picked(three, 1, "range").places], [1, 2, 3]);
  assert.deepEqual([...picked(picked(three, 1, "range"), 5, "range").places], [3, 4, 5]);
  assert.deepEqual([...picked(picked(three, 7, "toggle"), 3, "toggle").places], [7]);
});

function row(id: string, values: Partial<ListedTrack>): [string, ListedTrack] {
  return [id, {
    id,
    title: id,
    artist: "",
    duration: null,
    loudness: null,
    truePeak: null,
    tempo: null,
    camelot: null,
    key: null,
    audio: true,
    ...values,
  }];
}

const TRACKS = new Map([
  row("a", { tempo: 128, camelot: "10A", duration: 61, loudness: -9.04 }),
  row("b", { tempo: 90, camelot: "2B", duration: 60, loudness: -12 }),
  row("c", {}),
  row("d", { tempo: 128, camelot: "2A", loudness: 0 }),
]);

Deno.test("sortedIds() puts what is missing last, either way, and the Camelot wheel in its order", () => {
  const ids = ["c", "a", "gone", "b", "d"];
  const sorted = (by: "tempo" | "camelot", descending = false) =>
    sortedIds(ids, { tracks: TRACKS, by, descending }).join(" ");
  assert.equal(sorted("tempo"), "b a d c gone");
  assert.equal(sorted("tempo", true), "a d b c gone");
  assert.equal(sorted("camelot"), "d b a c gone");
});

Deno.test("totalsText() adds up what is known, and says what is not", () => {
  const part = { tempo: 0, key: 1, distance: 0 };
  const transitions = [{ ...part, cost: 0.5 }, null, { ...part, cost: 0.25 }];
  assert.equal(
    totalsText(["a", "b", "c", "d"], { tracks: TRACKS, transitions }),
    "4 tracks · 2:01 and 2 of unknown length · 90 to 128 BPM · −12.0 to 0.0 LUFS · transitions cost 0.75",
  );
  assert.equal(totalsText([], { tracks: TRACKS, transitions: [] }), "0 tracks");
});
