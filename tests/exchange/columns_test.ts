import assert from "node:assert/strict";
import { ACTIVATION_CLASSES, ACTIVATION_INFO, ACTIVATION_SETS } from "../../domain/mod.ts";
import { COLUMNS, rowOf, textOf } from "../../exchange/columns.ts";
import { storedTrack } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

Deno.test("a row has the strongest class of each set of activations, and nothing where it was not heard", () => {
  const strongest = (length: number, at: number) =>
    Float32Array.from({ length }, (_, i) => i === at ? 0.6 : 0.1);
  for (const set of ACTIVATION_SETS) {
    const classes = ACTIVATION_CLASSES[set];
    const vectors = { [set]: strongest(classes.length, 17) };
    const row = rowOf(storedTrack({ track: trackOf("t"), vectors }, undefined)).map(textOf);
    for (const other of ACTIVATION_SETS) {
      const at = COLUMNS.findIndex(({ name }) => name === ACTIVATION_INFO[other].word);
      assert.equal(row[at], other === set ? classes[17] : "", `${set}: ${other}`);
    }
  }
});
