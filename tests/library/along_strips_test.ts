import assert from "node:assert/strict";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  type Along,
  type Moments,
  readStrips,
  splitStyle,
  TOP_CLASSES,
  type TopClasses,
  writeStrips,
} from "../../domain/mod.ts";
import { activationStage } from "../../domain/activations.ts";
import { alongStrips } from "../../library/mod.ts";
import { lanesOf } from "../../views/track/lanes.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const MOMENTS = 3;

/** Class 2 leads, the next class each moment another. */
function topsFrom(first: number): TopClasses {
  const classes = new Uint8Array(MOMENTS * TOP_CLASSES);
  const activations = new Uint8Array(classes.length);
  for (let moment = 0; moment < MOMENTS; moment++) {
    const at = moment * TOP_CLASSES;
    classes.set([first, first + 1 + moment, 30, 31, 32], at);
    activations.set([80, 40 + moment, 3, 2, 1], at);
  }
  return { classes, activations };
}

/** What is kept along a track that was heard for every set. */
function heard(): Along {
  const along: Record<string, Moments> = {};
  for (const [i, set] of ACTIVATION_SETS.entries()) {
    const { network } = ACTIVATION_INFO[set];
    const moments: Moments = along[network] ?? { step: 1, span: 2, count: MOMENTS, curves: {} };
    along[network] = activationStage(set) === network
      ? { ...moments, top: topsFrom(i) }
      : { ...moments, heads: { ...moments.heads, [set]: topsFrom(i) } };
  }
  return along as Along;
}

Deno.test("every set that was heard along a track is a strip and a lane of its own", () => {
  const bytes = writeStrips(alongStrips(trackOf("t"), heard()));
  const strips = readStrips(bytes)!;
  assert.deepEqual(strips.map(({ id }) => id), ACTIVATION_SETS);
  for (const [i, set] of ACTIVATION_SETS.entries()) {
    const { rows, columns, names, data, start } = strips[i]!;
    const name = (at: number) => splitStyle(ACTIVATION_CLASSES[set][at]!).name;
    assert.deepEqual([rows, columns, start], [6, MOMENTS, 1]);
    assert.deepEqual(names!.slice(0, 4), [name(i), name(i + 3), name(i + 2), name(i + 1)]);
    assert.deepEqual([0, 1, 2].map((moment) => data[moment * rows]), [204, 204, 204]);
    assert.deepEqual([0, 1, 2].map((moment) => data[moment * rows + 1]), [0, 0, 107]);
  }
  const lanes = lanesOf(strips);
  assert.deepEqual(
    lanes.map(({ title }) => title),
    ["Styles", "Tags", "Moods and themes", "Instruments", "Genres"],
  );
});

Deno.test("a set that was not heard along a track has no strip", () => {
  const { effnet } = heard();
  const ids = (along: Along): readonly string[] =>
    alongStrips(trackOf("t"), along).map(({ id }) => id);
  assert.deepEqual(ids({}), []);
  const { moodthemes } = effnet!.heads!;
  const one: ActivationSet = "moodthemes";
  assert.deepEqual(ids({ effnet: { ...effnet!, heads: { [one]: moodthemes! } } }), [
    "styles",
    "moodthemes",
  ]);
});
