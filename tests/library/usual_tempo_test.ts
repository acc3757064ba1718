import assert from "node:assert/strict";
import { TableBuilder } from "../../collection/mod.ts";
import { usualTempo } from "../../library/usual_tempo.ts";
import { storedTrack } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** The usual method of tracks that multifeature decided and such a wish was recorded of. */
function usual(...wishes: readonly (string | undefined)[]) {
  const rows = new TableBuilder();
  for (const [i, asked] of wishes.entries()) {
    const tempo = { version: 1, by: "multifeature", ...(asked !== undefined && { asked }) };
    const track = trackOf(`t${i}`, { stages: { tempo } });
    rows.add(storedTrack({ track }, undefined));
  }
  return usualTempo(rows.build());
}

Deno.test("usualTempo() is what most tracks were asked for, auto where nothing is known", () => {
  assert.equal(usual(), "auto");
  assert.equal(usual(undefined, undefined), "auto");
  assert.equal(usual("multifeature", "auto+deeptemp-k16-3", "auto"), "auto");
  assert.equal(usual("degara", "auto", "degara", undefined), "degara");
  assert.equal(usual("auto", "multifeature"), "multifeature");
});
