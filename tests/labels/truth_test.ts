import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Columns,
  KEYS,
  type LabelColumn,
  MIREX_WEIGHT,
  MISSING_CODE,
} from "../../domain/mod.ts";
import { KEY_LABELS } from "../../labels/sources/beats.ts";
import { keyFigures } from "../../labels/truth/keys.ts";
import { numberFigures } from "../../labels/truth/numbers.ts";
import { tempoFigures } from "../../labels/truth/tempo.ts";
import { truthLines, truthsOf } from "../../labels/mod.ts";
import { columnsOf } from "../fixtures/musav.ts";

Deno.test("accuracy 1 counts the tempo itself, accuracy 2 its octaves and thirds, at 4 and 2 %", () => {
  const truth = [100, 100, 100, 100, 100, NaN, 100];
  const estimate = [103, 101, 199, 301, 150, 100, NaN];
  const { count, missing, accuracy1, accuracy2 } = tempoFigures(truth, estimate);
  assert.deepEqual([count, missing], [5, 1]);
  assert.deepEqual(accuracy1, { 4: 2 / 5, 2: 1 / 5 });
  assert.deepEqual(accuracy2, { 4: 4 / 5, 2: 3 / 5 });
});

Deno.test("tempo figures do not depend on the order of tracks, and wider tolerances let more in", () => {
  const tempo = fc.double({ min: 40, max: 240, noNaN: true });
  fc.assert(fc.property(fc.array(fc.tuple(tempo, tempo), { minLength: 1 }), (pairs) => {
    const of = (list: typeof pairs) => tempoFigures(list.map(([t]) => t), list.map(([, e]) => e));
    const figures = of(pairs);
    assert.deepEqual(of(pairs.toReversed()), figures);
    assert.ok(figures.accuracy1[2] <= figures.accuracy1[4]);
    assert.ok(figures.accuracy1[4] <= figures.accuracy2[4]);
    assert.deepEqual(of(pairs.map(([t]) => [t, t])).accuracy1, { 4: 1, 2: 1 });
  }));
});

Deno.test("the weighted key score is the mean of the MIREX weights, with the confusion beside it", () => {
  const code = (name: string) => KEYS.findIndex(({ tonic, scale }) => `${tonic} ${scale}` === name);
  const truth = ["C major", "C major", "C major", "C major", "C major", "A minor"].map(code);
  const estimate = ["C major", "G major", "A minor", "C minor", "F# major", "C major"].map(code);
  const { weighted, relations, confusion, count } = keyFigures(
    [...truth, MISSING_CODE, 0],
    [...estimate, 0, MISSING_CODE],
  );
  assert.equal(count, 6);
  assert.ok(Math.abs(weighted - (1 + 0.5 + 0.3 + 0.2 + 0 + 0.3) / 6) < 1e-12);
  assert.deepEqual(relations, { same: 1, fifth: 1, relative: 2, parallel: 1, other: 1 });
  assert.equal(confusion[code("C major") * 24 + code("G major")], 1);
  assert.equal(confusion.reduce((a, b) => a + b), 6);
  assert.equal(MIREX_WEIGHT.same, 1);
});

Deno.test("R², CCC, MAE and bias agree with their definitions on numbers worked out by hand", () => {
  const { r2, r, ccc, mae, bias, count, missing } = numberFigures([1, 2, 3, 4, NaN, 5], [
    2,
    2,
    4,
    4,
    1,
    NaN,
  ]);
  assert.deepEqual([count, missing], [4, 1]);
  assert.ok(Math.abs(r2 - 0.6) < 1e-12);
  assert.ok(Math.abs(r - 2 / Math.sqrt(5)) < 1e-12);
  assert.ok(Math.abs(ccc - 2 / 2.5) < 1e-12);
  assert.deepEqual([mae, bias], [0.5, 0.5]);
});

Deno.test("figures of numbers: perfect, shifted, constant, none", () => {
  const truth = Array.from({ length: 60 }, (_, i) => 1 + i % 9);
  const perfect = numberFigures(truth, truth);
  assert.deepEqual([perfect.r2, perfect.ccc, perfect.mae].map((x) => Number(x.toFixed(9))), [
    1,
    1,
    0,
  ]);
  assert.equal(perfect.calibration.length, 10);
  assert.deepEqual(
    perfect.calibration.map(({ truth, estimate }) => truth === estimate),
    Array(10).fill(true),
  );
  const shifted = numberFigures(truth, truth.map((value) => value + 3));
  assert.ok(shifted.r > 0.999 && shifted.ccc < 0.7 && shifted.r2 < 0);
  assert.ok(Number.isNaN(numberFigures(truth, truth.map(() => 5)).r));
  assert.ok(Number.isNaN(numberFigures([], []).mae));
});

function labelled(): Columns {
  const columns = columnsOf([
    {
      title: "one",
      values: { tempo: 120, tempocnn: 60, key_edma: "C", scale_edma: "major", arousal: 5 },
    },
    {
      title: "two",
      values: { tempo: 90, tempocnn: 90, key_edma: "A", scale_edma: "minor", arousal: 6 },
    },
    { title: "three", values: { arousal: 2 } },
  ]);
  const set = (id: string, rest: Partial<LabelColumn["set"]>): LabelColumn["set"] => ({
    id,
    name: id,
    kind: "table",
    origin: "publisher",
    classes: [],
    several: false,
    fields: [],
    joined: 0,
    ...rest,
  });
  const none = {
    offsets: new Uint32Array(4),
    classes: new Uint16Array(),
    present: new Uint8Array(3).fill(1),
    aspects: {},
    names: {},
  };
  const field = { unit: "", range: [0, 10] as const, bin: 1, digits: 1 };
  return {
    ...columns,
    numbers: {
      ...columns.numbers,
      "label.t.tempo": Float32Array.of(120, 120, 100),
      "label.t.arousal": Float32Array.of(5, 7, NaN),
      "label.t.shoe_size": Float32Array.of(1, 2, 3),
    },
    labels: {
      t: {
        ...none,
        set: set("t", {
          fields: ["tempo", "arousal", "shoe_size"].map((id) => ({ id, ...field })),
        }),
      },
      "giantsteps-key": {
        ...none,
        set: set("giantsteps-key", { classes: KEY_LABELS }),
        offsets: Uint32Array.of(0, 1, 2, 2),
        classes: Uint16Array.of(KEY_LABELS.indexOf("C major"), KEY_LABELS.indexOf("C major")),
        present: Uint8Array.of(1, 1, 0),
      },
    },
  };
}

Deno.test("truths are found for tempo, keys and fields called as a descriptor, worst tracks first", () => {
  const columns = labelled();
  const truths = truthsOf(columns);
  assert.deepEqual(truths.map(({ set, estimator, kind }) => [set, estimator, kind]), [
    ["t", "tempo", "tempo"],
    ["t", "tempocnn", "tempo"],
    ["t", "arousal", "number"],
    ["giantsteps-key", "edma", "key"],
  ]);
  const [tempo, cnn, arousal, key] = truths;
  assert.ok(
    tempo!.kind === "tempo" && tempo!.figures.accuracy1[4] === 0.5 && tempo!.figures.missing === 1,
  );
  assert.deepEqual(tempo!.worst, [{ row: 1, truth: "120.0", estimate: "90.0" }]);
  assert.equal(cnn!.worst[0]!.row, 0);
  assert.deepEqual(arousal!.worst, [{ row: 1, truth: "7.00", estimate: "6.00" }]);
  assert.ok(key!.kind === "key" && key!.figures.weighted === 0.65);
  const without = truthsOf(columns, { bad: (set, row) => set === "giantsteps-key" && row === 1 });
  const last = without.at(-1)!;
  assert.ok(last.kind === "key" && last.figures.weighted === 1 && last.worst.length === 0);
  const lines = [...truthLines(truths, columns)].join("\n");
  assert.match(lines, /tempo +accuracy 1 50\.0 % at 4 %/);
  assert.match(lines, /key by edma +weighted 0\.650/);
  assert.match(lines, /published: weighted score, Jukebox.*0\.667/);
});
