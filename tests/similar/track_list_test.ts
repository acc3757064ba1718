import assert from "node:assert/strict";
import {
  besideIn,
  formatTrackList,
  listHref,
  parseTrackList,
  PLAIN_REQUEST,
  type TrackList,
} from "../../similar/mod.ts";
import { parseQuery } from "../../query/mod.ts";

Deno.test("a list survives the address of a track's page", () => {
  const lists: readonly TrackList[] = [
    { of: "query", query: parseQuery(new URLSearchParams("tempo=100..120&sort=tempo")).query },
    { of: "playlist", id: "a b&c" },
    { of: "similar", space: "musicnn", request: { ...PLAIN_REQUEST, track: "t&1", k: 25 } },
  ];
  for (const list of lists) {
    const text = formatTrackList(list);
    assert.deepEqual(parseTrackList(new URLSearchParams(text)), list, text);
    assert.ok(listHref(list).startsWith("/"), text);
  }
});

Deno.test("besideIn() goes round the ends, and is alone in a list of one", () => {
  assert.deepEqual(besideIn(["a", "b", "c"], "a"), { previous: "c", next: "b" });
  assert.deepEqual(besideIn(["a", "b", "c"], "c"), { previous: "b", next: "a" });
  assert.deepEqual(besideIn(["a"], "a"), { previous: null, next: null });
  assert.deepEqual(besideIn([], "a"), { previous: null, next: null });
  assert.deepEqual(besideIn(["a", "b"], "z"), { previous: "b", next: "a" });
});
