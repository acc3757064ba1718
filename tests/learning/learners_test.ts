import assert from "node:assert/strict";
import fc from "fast-check";
import {
  divided,
  examined,
  folds,
  foldsOf,
  importances,
  labelCounts,
  learn,
  LEARNERS,
  learningCurve,
  missedForWrong,
  pooled,
  type Problem,
  rootAccuracy,
  severalLabels,
  surestMistakes,
  untested,
} from "../../learning/mod.ts";
import { forestProbabilities } from "../../learning/forest.ts";
import { figuresOf, type Outcome } from "../../learning/metrics.ts";
import { leakageOf } from "../../learning/splits.ts";
import { clouds } from "./_problems.ts";

Deno.test("every learner finds clouds that lie apart, and is near chance on labels without meaning", () => {
  const apart = clouds({ rows: 360, apart: 3 });
  const noise: Problem = { ...apart, features: clouds({ rows: 360, apart: 0, seed: 9 }).features };
  for (const kind of LEARNERS) {
    const options = {
      kind,
      forest: { trees: 20 },
      training: { batch: 32, epochs: 30, rate: 0.01 },
    } as const;
    for (const [problem, low, high] of [[apart, 0.9, 1], [noise, 0.1, 0.6]] as const) {
      const division = divided(problem, { kind: "artist", seed: 1 });
      const learned = learn(problem, { division, options });
      const { figures } = examined(problem, learned, { division, seed: 1 });
      const { value, low: from, high: to } = figures.accuracy;
      assert.ok(value >= low && value <= high, `${kind}: ${value}`);
      assert.ok(from <= value && value <= to);
    }
  }
});

Deno.test("a forest of the same seed is the same", () => {
  const problem = clouds();
  const division = divided(problem, { kind: "artist", seed: 1 });
  const of = () =>
    learn(problem, { division, options: { kind: "forest", forest: { trees: 5 } } })
      .probabilities(problem.features, division.test);
  assert.deepEqual(of(), of());
});

Deno.test("no artist or album is in two parts of a split by artist or album, and every track is in one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom("artist" as const, "album" as const, "stratified" as const),
      (seed, kind) => {
        const problem = clouds({ rows: 120, seed });
        const division = divided(problem, { kind, seed });
        const all = [...division.training, ...division.validation, ...division.test].sort((a, b) =>
          a - b
        );
        assert.deepEqual(all, [...problem.ids.keys()]);
        const leakage = leakageOf(problem, division);
        if (kind === "artist") assert.deepEqual([leakage.artist, leakage.album], [0, 0]);
        if (kind === "album") assert.equal(leakage.album, 0);
        if (kind === "stratified") assert.ok(leakage.artist > 0);
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("a track of two artists is kept apart from other tracks of either", () => {
  const alone = clouds({ rows: 200 });
  const artists = alone.artists.map((artist, row) =>
    row % 20 === 0 ? `${artist}\nguest ${row % 3}` : artist
  );
  const problem = { ...alone, artists };
  const options = { kind: "artist", seed: 2 } as const;
  for (const division of [divided(problem, options), ...folds(problem, { ...options, count: 4 })]) {
    assert.equal(leakageOf(problem, division).artist, 0);
  }
  const [training, test] = [Uint32Array.of(0), Uint32Array.of(1, 4, 60)];
  const division = { training, validation: new Uint32Array(), test };
  assert.equal(leakageOf(problem, division).artist, 2);
});

Deno.test("folds test every track once, each apart from what it learns from", () => {
  const problem = clouds({ rows: 200 });
  const five = folds(problem, { kind: "artist", seed: 2, count: 5 });
  const tested = five.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
  assert.deepEqual(tested, [...problem.ids.keys()]);
  for (const fold of five) {
    assert.equal(leakageOf(problem, fold).artist, 0);
    assert.equal(fold.training.length + fold.validation.length + fold.test.length, 200);
  }
});

Deno.test("rare classes are spread over all parts, which keep their shares", () => {
  const rare = (classes: number, rows: number) => ({ ...clouds({ rows, classes }), artists: [] });
  const options = { kind: "stratified", seed: 1 } as const;
  for (const each of [1, 2, 6, 7]) {
    const sizes = folds(rare(30, 30 * each), { ...options, count: 5 })
      .map(({ test }) => test.length);
    assert.deepEqual(sizes, sizes.map(() => 6 * each));
  }
  const { validation } = divided(rare(30, 120), options);
  assert.ok(validation.length < 0.17 * 120, `${validation.length}`);
});

Deno.test("folds together say what each says, and are dealt again with the same tests", () => {
  const problem = clouds({ rows: 200, apart: 1 });
  const options = { kind: "softmax", training: { epochs: 5 } } as const;
  const divisions = folds(problem, { kind: "artist", seed: 2, count: 4 });
  const parts = divisions.map((division) =>
    examined(problem, learn(problem, { division, options }), { division, seed: 1 })
  );
  const { figures, leakage, folds: each, outcome } = pooled(parts, { seed: 1 });
  assert.equal(figures.tracks, 200);
  assert.equal(outcome.groups.length, 200);
  assert.deepEqual([leakage.tracks, leakage.artist], [200, 0]);
  const weighted = each.reduce((sum, { accuracy, tracks }) => sum + accuracy * tracks / 200, 0);
  assert.ok(Math.abs(figures.accuracy.value - weighted) < 1e-9);
  assert.ok(figures.accuracy.low <= weighted && weighted <= figures.accuracy.high);
  const tests = divisions.map(({ test }) => [...test]);
  const again = foldsOf(problem, tests, { kind: "artist", seed: 2 });
  assert.deepEqual(again.map(({ test }) => [...test]), tests);
  const { training, validation, test } = untested(problem, { kind: "artist", seed: 2 });
  assert.deepEqual([training.length + validation.length, test.length], [200, 0]);
  assert.throws(
    () => folds(problem, { kind: "publisher", seed: 1, count: 3 }),
    /publisher's split/,
  );
  assert.throws(
    () => folds(clouds({ rows: 4 }), { kind: "artist", seed: 1, count: 3 }),
    /ask for fewer/,
  );
});

Deno.test("of several labels each has its counts, and missed ones stand beside those wrongly found", () => {
  const labels = {
    labelled: [[0, 1], [0], [2], [1, 2], []],
    found: [[0, 2], [0], [1], [1], [0]],
  };
  assert.deepEqual(labelCounts(labels, 3), [
    { hits: 2, missed: 0, wrong: 1, rest: 2 },
    { hits: 1, missed: 1, wrong: 1, rest: 2 },
    { hits: 0, missed: 2, wrong: 1, rest: 2 },
  ]);
  assert.deepEqual([...missedForWrong(labels, 3)], [
    ...[0, 0, 0, 0],
    ...[0, 0, 1, 0],
    ...[0, 1, 0, 1],
    ...[1, 0, 0, 0],
  ]);
});

Deno.test("of several labels one is found from a probability of .5 on, as by five of ten neighbours", () => {
  const problem: Problem = {
    ...clouds({ rows: 11, classes: 2 }),
    targets: Uint8Array.from({ length: 22 }, (_, i) => Number(i % 2 === 0 || i < 10)),
    several: true,
  };
  const rows = Uint32Array.from({ length: 11 }, (_, row) => row);
  const division = {
    training: rows.subarray(0, 10),
    validation: new Uint32Array(),
    test: rows.subarray(10),
  };
  const learned = learn(problem, { division, options: { kind: "knn" } });
  const { figures, outcome } = examined(problem, learned, { division, seed: 1 });
  assert.deepEqual([...outcome.probabilities], [1, 0.5]);
  assert.deepEqual(severalLabels(outcome).found, [[0, 1]]);
  assert.equal(figures.classes[1]!.precision, 0);
});

Deno.test("of a hundred trees fifty are .5 and all are 1", () => {
  const leaf = (share: number) => ({
    feature: Int32Array.of(-1),
    threshold: new Float32Array(1),
    yes: new Int32Array(1),
    no: new Int32Array(1),
    values: Float32Array.of(1, share),
  });
  const trees = Array.from({ length: 100 }, (_, i) => leaf(i % 2));
  const forest = { trees, dimensions: 1, classes: 2 };
  const found = forestProbabilities(forest, { features: new Float32Array(1), rows: [0] });
  assert.deepEqual([...found], [1, 0.5]);
});

Deno.test("the publisher's split is used as it is, and refused where there is none", () => {
  const problem = clouds({ rows: 6 });
  const published = ["training", "test", "validation", "training", undefined, "test"] as const;
  const division = divided(problem, { kind: "publisher", seed: 1, published });
  assert.deepEqual([[...division.training], [...division.validation], [...division.test]], [
    [0, 3],
    [2],
    [1, 5],
  ]);
  assert.throws(() => divided(problem, { kind: "publisher", seed: 1 }), /these labels have none/);
});

const OUTCOME: Outcome = {
  classes: ["a", "b", "c"],
  probabilities: Float32Array.of(
    .8,
    .1,
    .1,
    .6,
    .3,
    .1,
    .2,
    .7,
    .1,
    .1,
    .2,
    .7,
    .5,
    .4,
    .1,
    .3,
    .3,
    .4,
  ),
  targets: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0),
  groups: ["x", "x", "y", "z", "z", "w"],
};

Deno.test("figures agree with what is worked out by hand", () => {
  const figures = figuresOf(OUTCOME, { seed: 1 });
  assert.ok(Math.abs(figures.accuracy.value - 4 / 6) < 1e-9);
  assert.deepEqual([...figures.confusion], [2, 0, 0, 1, 1, 1, 0, 0, 1]);
  const [a, b, c] = figures.classes;
  assert.deepEqual([a!.precision, a!.recall], [2 / 3, 1]);
  assert.deepEqual([b!.precision, b!.recall, b!.tracks], [1, 1 / 3, 3]);
  assert.ok(Math.abs(c!.f1 - 2 / 3) < 1e-9);
  assert.ok(Math.abs(figures.chance - (4 + 9 + 1) / 36) < 1e-9);
  assert.equal(figures.majority, 0.5);
  assert.ok(Math.abs(a!.rocAuc - 7 / 8) < 1e-9);
  assert.ok(Math.abs(a!.prAuc - (1 + 2 / 3) / 2) < 1e-9);
  assert.equal(figures.reliability.reduce((sum, bin) => sum + bin.count, 0), 6);
});

Deno.test("the interval of a mean over rare classes holds it, though resamples lack many of them", () => {
  const tracks = 60;
  const on = (i: number) => Math.floor(i / tracks) === i % tracks;
  const probabilities = Float32Array.from(
    { length: tracks ** 2 },
    (_, i) => on(i) || (i + Math.floor(i / tracks)) % 2 === 0 ? 0.6 : 0.1,
  );
  const { value, low, high } = figuresOf({
    probabilities,
    targets: Uint8Array.from(probabilities, (_, i) => Number(on(i))),
    classes: Array.from({ length: tracks }, (_, c) => `class ${c}`),
    several: true,
    groups: Array.from({ length: tracks }, () => ""),
  }, { seed: 1 }).macroF1;
  assert.ok(low < value && value < high, `${value} in [${low}, ${high}]`);
});

Deno.test("bins of reliability begin at tenths in single precision", () => {
  const tenths = [2, 3, 4, 5, 6, 7, 8, 9, 10];
  const { reliability } = figuresOf({
    probabilities: Float32Array.from(tenths.flatMap((tenth) => [tenth / 10, 0])),
    targets: Uint8Array.from(tenths.flatMap(() => [1, 0])),
    classes: ["a", "b"],
    groups: tenths.map(() => ""),
  }, { seed: 1 });
  assert.deepEqual(reliability.map(({ count }) => count), [1, 1, 1, 1, 1, 1, 1, 2]);
});

Deno.test("chance is that of one guess, however many labels a track has", () => {
  const targets = Uint8Array.of(1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0);
  const { chance } = figuresOf({ ...OUTCOME, ...fourTracks(targets) }, { seed: 1 });
  const shares = [4, 3, 1];
  const expected = shares.reduce((sum, n) => sum + n / 8 * n / 4, 0);
  assert.ok(Math.abs(chance - expected) < 1e-9 && chance < 1, `${chance}`);
});

function fourTracks(targets: Uint8Array): Pick<Outcome, "probabilities" | "targets" | "groups"> {
  return {
    targets,
    probabilities: Float32Array.from(targets, (on) => on === 1 ? 0.9 : 0.1),
    groups: ["x", "y", "z", "w"],
  };
}

Deno.test("a random score has ROC AUC .5 and a perfect one 1, whatever the balance", () => {
  const outcome = (score: (i: number, on: boolean) => number): Outcome => ({
    classes: ["on", "off"],
    groups: Array(200).fill(""),
    targets: Uint8Array.from({ length: 400 }, (_, at) => (at >> 1) % 5 === 0 ? 1 - at % 2 : at % 2),
    probabilities: Float32Array.from({ length: 400 }, (_, at) => {
      const p = score(at >> 1, (at >> 1) % 5 === 0);
      return at % 2 === 0 ? p : 1 - p;
    }),
  });
  assert.equal(figuresOf(outcome(() => 0.5), { seed: 1 }).rocAuc, 0.5);
  const perfect = figuresOf(outcome((i, on) => on ? 0.9 + i / 1e4 : 0.1), { seed: 1 });
  assert.deepEqual([perfect.rocAuc, perfect.prAuc, perfect.accuracy.value], [1, 1, 1]);
});

Deno.test("a score at the roots of a hierarchy is no worse than at its leaves here", () => {
  assert.ok(rootAccuracy(OUTCOME, [0, 0, 2]) > figuresOf(OUTCOME, { seed: 1 }).accuracy.value);
  assert.equal(rootAccuracy(OUTCOME, [0, 0, 0]), 1);
});

Deno.test("the surest mistakes come first, with what was said and what is true", () => {
  const mistakes = surestMistakes(OUTCOME, {
    rows: Uint32Array.of(10, 11, 12, 13, 14, 15),
    count: 5,
  });
  assert.deepEqual(mistakes.map(({ row, predicted, labels }) => [row, predicted, labels]), [
    [11, "a", ["b"]],
    [15, "c", ["b"]],
  ]);
});

Deno.test("the feature that tells classes apart matters, noise does not; more tracks teach more", () => {
  const noise = clouds({ rows: 400, apart: 0, dimensions: 4, classes: 2 });
  const features = noise.features.slice();
  for (let row = 0; row < 400; row++) {
    features[row * 4 + 2]! += noise.targets[row * 2] === 1 ? 3 : -3;
  }
  const problem = { ...noise, features };
  const division = divided(problem, { kind: "artist", seed: 1 });
  const options = { kind: "softmax", training: { batch: 16, epochs: 30, rate: 0.02 } } as const;
  const learned = learn(problem, { division, options });
  const [first, second] = importances(problem, learned, { division, seed: 1, repeats: 2 });
  assert.equal(first!.feature, 2);
  assert.ok(first!.drop > 0.3 && second!.drop < 0.05);
  const hard = clouds({ rows: 800, apart: 0.7 });
  const curve = [
    ...learningCurve(hard, {
      division: divided(hard, { kind: "artist", seed: 1 }),
      options,
      seed: 1,
    }),
  ];
  assert.equal(curve.length, 4);
  const whole = divided(hard, { kind: "artist", seed: 1 });
  const known = learn(hard, { division: whole, options });
  assert.deepEqual([...learningCurve(hard, { division: whole, options, seed: 1, known })], curve);
  assert.ok(curve.at(-1)!.accuracy >= curve[0]!.accuracy);
});
