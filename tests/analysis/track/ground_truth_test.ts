import assert from "node:assert/strict";
import { KEY_PROFILES, keyUnder, pitchClassOf, tempoOctave } from "../../../domain/mod.ts";
import { sharedPath, sharedTest } from "../../fixtures/shared.ts";
import { groundTruth } from "../_audio.ts";
import { analysed } from "./_analysed.ts";

/** How many of the pieces of known tempo and key come out right by files alone. */
async function heard() {
  const right = { exact: 0, octave: 0, temperley: 0, krumhansl: 0, edma: 0 };
  const ambiguous = { exact: 0, octave: 0 };
  const pieces = groundTruth();
  for (const { file, bpm, key, scale } of pieces) {
    const { values } = await analysed(sharedPath(file), ["tempocnn", "tempo", "key"]);
    const tempo = Number(values.tempo);
    const exact = Math.abs(tempo / bpm - 1) <= 0.02;
    if (exact) right.exact++;
    if (Number(values.tempo_ambiguity) >= 0.2) ambiguous[exact ? "exact" : "octave"]++;
    const octave = ["agrees", "half", "double"].includes(tempoOctave(tempo, bpm));
    const near = [bpm / 2, bpm, bpm * 2].some((each) => Math.abs(tempo / each - 1) <= 0.02);
    if (octave && near) right.octave++;
    for (const profile of KEY_PROFILES) {
      const found = keyUnder(values, profile);
      if (found?.tonic === pitchClassOf(key) && found?.scale === scale) right[profile]++;
    }
  }
  return { ...right, ambiguous, pieces: pieces.length };
}

sharedTest(
  "analyse() hears the tempo of the 24 pieces within 2 % up to the octave, where it warns, and their keys",
  async () => {
    const { exact, octave, temperley, krumhansl, edma, ambiguous, pieces } = await heard();
    assert.equal(pieces, 24);
    assert.equal(octave, 24);
    assert.ok(exact >= 20, `${exact} without an octave`);
    assert.ok(ambiguous.octave >= 3 && ambiguous.exact <= 2, JSON.stringify(ambiguous));
    assert.equal(edma, 24);
    assert.ok(temperley >= 23 && krumhansl >= 23, `temperley ${temperley}, krumhansl ${krumhansl}`);
  },
);
