import assert from "node:assert/strict";
import { TableBuilder } from "../../collection/mod.ts";
import { usualTempo } from "../../library/usual_tempo.ts";
import { storedTrack } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** The usual method of tracks by such methods, some with TempoCNN's estimate. */
function usual(...tracks: readonly (readonly [by: string | undefined, tempocnn?: number])[]) {
  const rows = new TableBuilder();
  for (const [i, [by, tempocnn]] of tracks.entries()) {
    const track = trackOf(`t${i}`, {
      stages: by === undefined ? {} : { tempo: { version: 1, by } },
      values: { tempo: 120, ...(tempocnn !== undefined && { tempocnn }) },
    });
    rows.add(storedTrack({ track }, undefined));
  }
  return usualTempo(rows.build());
}

Deno.test("usualTempo() is what most tracks had, auto where nothing is known", () => {
  assert.equal(usual(), "auto");
  assert.equal(usual([undefined], ["import"]), "auto");
  assert.equal(usual(["multifeature"], ["multifeature"]), "multifeature");
  assert.equal(usual(["degara"], ["degara"], ["multifeature"]), "degara");
});

Deno.test("usualTempo() knows auto by what it leaves behind", () => {
  assert.equal(usual(["degara", 120], ["degara", 120], ["multifeature", 90]), "auto");
  assert.equal(usual(["multifeature", 90], ["guided", 90]), "auto");
  assert.equal(usual(["degara", 90], ["degara", 90], ["degara", 120]), "degara");
  assert.equal(usual(["multifeature", 120], ["multifeature", 90]), "multifeature");
});

Deno.test("usualTempo() believes what a track says it was asked for", () => {
  const rows = new TableBuilder();
  const asked = ["auto", "auto+deeptemp-k16-3", "multifeature"];
  for (const [i, each] of asked.entries()) {
    const tempo = { version: 2, by: "multifeature", asked: each };
    rows.add(storedTrack({ track: trackOf(`t${i}`, { stages: { tempo } }) }, undefined));
  }
  assert.equal(usualTempo(rows.build()), "auto");
});
