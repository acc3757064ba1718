import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeColumns, encodeColumns } from "../../collection/columns_arrow.ts";
import { TableBuilder } from "../../collection/mod.ts";
import { artistKeys, shareArtist } from "../../domain/mod.ts";
import { artistsOf } from "../../domain/track.ts";
import { limitRows } from "../../playlist/limits.ts";
import { haystackOf } from "../../query/text.ts";
import { storedTrack } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

function columnsOf(tags: readonly object[]) {
  const builder = new TableBuilder();
  tags.forEach((each, i) => {
    const track = { ...trackOf(`t${i}`), tags: each };
    builder.add(storedTrack({ track }, undefined));
  });
  return builder.build().columns;
}

const THREE = { artist: "Anna, Bela & Cé", artists: ["Anna", "Bela", "Cé"] };

Deno.test("a track of three artists is one of each", () => {
  const columns = columnsOf([THREE, { artist: "bela" }, { artist: "Dora" }, {}]);
  const keys = artistKeys(columns.texts);
  assert.deepEqual(keys, [["anna", "bela", "ce"], ["bela"], ["dora"], []]);
  assert.ok(shareArtist(keys[0]!, keys[1]!));
  assert.ok(!shareArtist(keys[0]!, keys[2]!));
  assert.ok(!shareArtist(keys[3]!, keys[3]!), "nobody is not the same as nobody");
  const kept = limitRows([0, 1, 2, 3], { columns, limits: { perArtist: 1 } });
  assert.deepEqual([...kept], [0, 2, 3]);
});

Deno.test("each artist is found by a search, however the track is credited", () => {
  const { texts } = columnsOf([{ artist: "A. feat. C", artists: ["Anna", "Cé"] }]);
  assert.ok(haystackOf(texts)[0]!.includes("anna"));
  assert.ok(haystackOf(texts)[0]!.includes("feat. c"));
});

Deno.test("artists go to the page and back, and cost nothing where none is there", () => {
  const several = columnsOf([THREE, { artist: "Dora" }]);
  assert.deepEqual(decodeColumns(encodeColumns(several)).texts, several.texts);
  const single = columnsOf([{ artist: "Dora" }]);
  assert.equal(single.texts.artists, undefined);
  assert.deepEqual(decodeColumns(encodeColumns(single)).texts, single.texts);
});

Deno.test("shareArtist() is symmetric, and true of any list with itself", () => {
  const list = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 });
  fc.assert(fc.property(list, list, (a, b) => {
    assert.equal(shareArtist(a, b), shareArtist(b, a));
    assert.equal(shareArtist(a, a), a.length > 0);
  }));
});

Deno.test("artistsOf() names each, else who is credited, else nobody", () => {
  assert.deepEqual(artistsOf(THREE), ["Anna", "Bela", "Cé"]);
  assert.deepEqual(artistsOf({ artist: "Dora" }), ["Dora"]);
  assert.deepEqual(artistsOf({}), []);
});
