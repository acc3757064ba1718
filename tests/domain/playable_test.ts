import assert from "node:assert/strict";
import fc from "fast-check";
import { NO_AUDIO } from "../../domain/playable.ts";
import { playableFrom, playableOf } from "../../domain/mod.ts";

Deno.test("playableFrom() reads what playableOf() made, through JSON", () => {
  const known = fc.record({
    id: fc.string(),
    title: fc.string(),
    artist: fc.option(fc.string()),
    duration: fc.option(fc.double()),
    loudness: fc.option(fc.double()),
    truePeak: fc.option(fc.double()),
    audio: fc.boolean(),
  });
  fc.assert(fc.property(known, (known) => {
    const track = playableOf(known);
    const text = JSON.stringify(track);
    assert.equal(JSON.stringify(playableFrom(JSON.parse(text))), text);
  }));
});

Deno.test("playableFrom() takes no track of what is none", () => {
  for (const kept of [null, undefined, 3, "a", [], {}, { id: "a" }, { id: 1, title: "A" }]) {
    assert.equal(playableFrom(kept), undefined);
  }
});

Deno.test("playableFrom() leaves out what is of another kind than it should be", () => {
  const kept = { id: "a", title: "A", artist: 3, duration: "200", loudness: null, truePeak: {} };
  assert.deepEqual(playableFrom(kept), { id: "a", title: "A" });
  assert.deepEqual(playableFrom({ id: "a", title: "A", silent: "gone" }), {
    id: "a",
    title: "A",
    silent: NO_AUDIO,
  });
});
