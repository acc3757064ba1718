import assert from "node:assert/strict";
import {
  categoryAt,
  isAudible,
  keyAt,
  keyCodes,
  KEYS,
  keyText,
  MISSING_CODE,
  numberAt,
  PITCH_CLASSES,
  playableAt,
  playableOf,
  SCALES,
  styleAt,
  STYLES,
  titleAt,
} from "../../domain/mod.ts";
import { madeColumns } from "../query/fixtures.ts";

const made = madeColumns(4);
const columns = {
  ...made,
  ids: ["a", "b", "c", "d"],
  texts: {
    ...made.texts,
    title: ["Hyperballad", "", "", ""],
    artist: ["Björk", "", "", ""],
    path: ["post/02.flac", "x/Army of Me.mp3", "c.ogg", "d.ogg"],
  },
  numbers: { duration: Float32Array.of(321, NaN, 5, 5), loudness: Float32Array.of(-8, NaN, 1, 1) },
  categories: {
    key_edma: { codes: Uint8Array.of(9, 0, MISSING_CODE, 3), names: PITCH_CLASSES },
    scale_edma: { codes: Uint8Array.of(1, 0, 0, MISSING_CODE), names: SCALES },
  },
  audio: Uint8Array.of(1, 0, 1, 1),
  topStyle: Int16Array.of(0, -1, -1, -1),
};

Deno.test("a row is read the same way everywhere", () => {
  assert.deepEqual([0, 1].map((row) => titleAt(columns, row)), ["Hyperballad", "Army of Me"]);
  assert.deepEqual([0, 1].map((row) => isAudible(columns, row)), [true, false]);
  assert.equal(numberAt(columns, { id: "duration", row: 0 }), 321);
  assert.ok(Number.isNaN(numberAt(columns, { id: "tempo", row: 0 })));
  assert.equal(categoryAt(columns, { id: "key_edma", row: 0 }), "A");
  assert.equal(categoryAt(columns, { id: "key_edma", row: 2 }), undefined);
  assert.equal(categoryAt(columns, { id: "keys_agree", row: 0 }), undefined);
  assert.equal(STYLES[0], `${styleAt(columns, 0)!.parent}---${styleAt(columns, 0)!.name}`);
  assert.equal(styleAt(columns, 1), undefined);
});

Deno.test("keyAt() and keyCodes() agree, and need tonic and scale", () => {
  const codes = keyCodes(columns, "edma");
  for (let row = 0; row < 4; row++) {
    assert.deepEqual(KEYS[codes[row]!], keyAt(columns, { profile: "edma", row }));
  }
  assert.equal(keyText(keyAt(columns, { profile: "edma", row: 0 })!), "A minor");
  assert.deepEqual([...codes], [21, 0, MISSING_CODE, MISSING_CODE]);
});

Deno.test("playableAt() leaves out what is not known, and says why a track is silent", () => {
  assert.deepEqual(playableAt(columns, 0), {
    id: "a",
    title: "Hyperballad",
    artist: "Björk",
    duration: 321,
    loudness: -8,
  });
  assert.deepEqual(playableAt(columns, 1), {
    id: "b",
    title: "Army of Me",
    silent: "imported without its audio",
  });
  const nothing = { artist: null, duration: null, loudness: NaN, truePeak: undefined };
  assert.deepEqual(playableOf({ id: "c", title: "C", ...nothing }), { id: "c", title: "C" });
});
