import assert from "node:assert/strict";
import fc from "fast-check";
import { tsvRecords } from "../../domain/mod.ts";
import { agreements, cohensKappa } from "../../listening/agreement.ts";
import { answersNeeded, signTest, wilson } from "../../listening/verdict.ts";
import {
  type ListeningTest,
  nextTrial,
  type PlanSource,
  planTrials,
  preferencesBy,
  readAnswer,
  resultsOf,
  resultsTsv,
  withAnswer,
  withoutLastAnswer,
} from "../../listening/mod.ts";
import { type PairTrial, type Trial } from "../../listening/test.ts";

function close(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`);
}

Deno.test("signTest() gives the exact two-sided probability", () => {
  close(signTest({ wins: 5, losses: 0 }), 2 / 32);
  close(signTest({ wins: 0, losses: 6 }), 2 / 64);
  close(signTest({ wins: 15, losses: 5 }), 0.04138946533203125);
  assert.equal(signTest({ wins: 4, losses: 4 }), 1);
  assert.equal(signTest({ wins: 0, losses: 0 }), 1);
  close(signTest({ wins: 3, losses: 0 }, 1 / 3), 1 / 27);
  close(signTest({ wins: 0, losses: 9 }, 1 / 3), 1, 1e-12);
});

Deno.test("signTest() does not care which side is called the winner", () => {
  const count = fc.nat(400);
  fc.assert(fc.property(count, count, (wins, losses) => {
    const p = signTest({ wins, losses });
    assert.ok(p > 0 && p <= 1);
    close(p, signTest({ wins: losses, losses: wins }));
  }));
});

Deno.test("wilson() is the interval of the textbook", () => {
  const { share, low, high } = wilson({ wins: 15, losses: 5 });
  close(share, 0.75);
  close(low, 0.5313, 1e-4);
  close(high, 0.8881, 1e-4);
  assert.deepEqual(wilson({ wins: 0, losses: 0 }), { share: NaN, low: 0, high: 1 });
  assert.equal(wilson({ wins: 3, losses: 0 }).high, 1);
});

Deno.test("answersNeeded() is what makes the sign test significant", () => {
  assert.equal(answersNeeded({ wins: 15, losses: 5 }), 0);
  assert.equal(answersNeeded({ wins: 5, losses: 0 }), 1);
  assert.equal(answersNeeded({ wins: 10, losses: 10 }), undefined);
  const some = fc.integer({ min: 1, max: 40 });
  fc.assert(fc.property(some, some, (wins, losses) => {
    const more = answersNeeded({ wins, losses });
    if (more === undefined) return;
    const n = wins + losses + more;
    const most = Math.round(Math.max(wins, losses) / (wins + losses) * n);
    assert.ok(signTest({ wins: most, losses: n - most }) < 0.05);
  }));
});

Deno.test("cohensKappa() is 1 for the same answers, 0 for what chance gives", () => {
  assert.equal(cohensKappa([["a", "a"], ["b", "b"]]), 1);
  assert.equal(cohensKappa([["a", "a"], ["a", "b"], ["b", "a"], ["b", "b"]]), 0);
  close(cohensKappa([["a", "b"], ["b", "a"]]), -1);
  assert.ok(Number.isNaN(cohensKappa([["a", "a"]])));
  assert.ok(Number.isNaN(cohensKappa([])));
});

Deno.test("agreements() compares the trials that two listeners have in common", () => {
  const answers = new Map([
    ["Ben", new Map([["t1", "x"], ["t2", "y"], ["t3", "x"]])],
    ["Ann", new Map([["t1", "x"], ["t2", "x"]])],
    ["Cy", new Map([["t9", "x"]])],
  ]);
  assert.deepEqual(agreements(answers), [
    { listeners: ["Ann", "Ben"], common: 2, same: 0.5, kappa: 0 },
  ]);
});

const IDS = Array.from({ length: 40 }, (_, i) => `t${i}`);

/** The nearest is one further in one space, three further in the other, the same for every tenth. */
const SOURCE: PlanSource = {
  tracks: IDS,
  nearest: (query, space) => {
    const at = IDS.indexOf(query);
    const step = space === "musicnn" || at % 10 === 0 ? 1 : 3;
    return Promise.resolve(at === 39 ? undefined : IDS[(at + step) % 40]);
  },
  far: ([query], { draw }) =>
    Promise.resolve(IDS[(IDS.indexOf(query) + 10 + Math.floor(10 * draw)) % 40]),
};

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function planOf(seed: number, trials = 20, oddShare = 0.3) {
  const random = randomOf(seed);
  return planTrials(SOURCE, { spaces: ["musicnn", "vgg"], trials, oddShare, random });
}

Deno.test("planTrials() is the same for the same seed, and another for another", async () => {
  assert.deepEqual(await planOf(3), await planOf(3));
  assert.notDeepEqual(await planOf(3), await planOf(4));
});

Deno.test("planTrials() asks for as many of each kind as it is told, with drawn sides", async () => {
  const { trials } = await planOf(3);
  const pairs = trials.filter((trial) => trial.kind === "pair");
  const odds = trials.filter((trial) => trial.kind === "odd");
  assert.deepEqual([pairs.length, odds.length], [14, 6]);
  assert.equal(new Set(pairs.map(({ query }) => query)).size, 14);
  assert.deepEqual(new Set(pairs.map(({ spaces }) => spaces[0])), new Set(["musicnn", "vgg"]));
  assert.deepEqual(new Set(odds.map(({ odd }) => odd)).size > 1, true);
  assert.equal(odds.filter(({ space }) => space === "vgg").length, 3);
  for (const { query, tracks, spaces } of pairs) {
    for (const [side, space] of spaces.entries()) {
      assert.equal(tracks[side], await SOURCE.nearest(query, space));
    }
  }
});

Deno.test("planTrials() passes over queries that both spaces answer alike, and counts them", async () => {
  const { trials, alike } = await planOf(5, 100, 0);
  assert.equal(alike, 4);
  assert.equal(trials.length, 35);
});

const PAIR: PairTrial = {
  kind: "pair",
  query: "q",
  tracks: ["l", "r"],
  spaces: ["vgg", "musicnn"],
};
const ODD: Trial = { kind: "odd", space: "vgg", tracks: ["a", "z", "b"], odd: 1 };

function testOf(listener: string, choices: readonly string[]): ListeningTest {
  let test: ListeningTest = {
    listener,
    seed: 1,
    spaces: ["musicnn", "vgg"],
    created: 0,
    changed: 0,
    trials: [PAIR, ODD, { ...PAIR, query: "p" }],
    answers: [null, null, null],
  };
  for (const [trial, choice] of choices.entries()) {
    const read = readAnswer({ trial, choice, seconds: 3.14 }, { test, now: 1000 });
    if ("problem" in read) throw new Error(read.problem);
    test = withAnswer(test, read);
  }
  return test;
}

Deno.test("readAnswer() refuses what is no answer to the trial", () => {
  const test = testOf("Ann", []);
  const at = { test, now: 1 };
  for (
    const bad of [
      null,
      {},
      { trial: 9, choice: "left" },
      { trial: 0, choice: "first" },
      { trial: 1, choice: "left" },
    ]
  ) {
    assert.ok("problem" in readAnswer(bad, at), JSON.stringify(bad));
  }
});

Deno.test("a test goes on where it was left, and takes an answer back", () => {
  const begun = testOf("Ann", ["left"]);
  assert.equal(nextTrial(begun), 1);
  assert.equal(nextTrial(withoutLastAnswer(begun, 2)), 0);
  const done = testOf("Ann", ["left", "first", "same"]);
  assert.equal(nextTrial(done), undefined);
  assert.equal(nextTrial(withoutLastAnswer(done, 2)), 2);
  assert.deepEqual(withoutLastAnswer(testOf("Ann", []), 2), testOf("Ann", []));
});

Deno.test("resultsOf() unblinds sides and counts what each space was given", () => {
  const tests = [
    testOf("Ann", ["left", "second", "right"]),
    testOf("Ben", ["left", "first", "neither"]),
  ];
  const results = resultsOf(tests, ["musicnn", "vgg"]);
  const { first, second, same, neither, interval } = results.preference;
  assert.deepEqual([first, second, same, neither], [1, 2, 0, 1]);
  close(interval.share, 1 / 3);
  assert.deepEqual(results.odd.map(({ right, wrong }) => [right, wrong]), [[0, 0], [1, 1]]);
  assert.deepEqual(results.agreement.map(({ common }) => common), [3]);
  assert.deepEqual(results.byListener.map(({ name }) => name), ["Ann", "Ben"]);
  assert.deepEqual(results.answers[0]!.tracks, ["r", "l"]);
  assert.deepEqual(
    preferencesBy(results, (query) => query === "q" ? "slow" : "fast").map((group) => group.group),
    ["fast", "slow"],
  );
});

Deno.test("resultsOf() passes over tests of other spaces; without answers all is open", () => {
  const results = resultsOf([testOf("Ann", ["left"])], ["effnet", "vgg"]);
  assert.deepEqual(results.listeners, []);
  assert.equal(results.preference.p, 1);
  assert.ok(results.preference.needed! > 0);
});

Deno.test("resultsTsv() has one line an answer and no stray tabs", () => {
  const name = 'A\t"n"';
  const text = resultsTsv(resultsOf([testOf(name, ["left", "unsure"])], ["musicnn", "vgg"]));
  const lines = tsvRecords(text);
  assert.equal(lines.length, 3);
  assert.ok(lines.every((cells) => cells.length === lines[0]!.length));
  assert.deepEqual(lines[1]!.slice(0, 8), [name, "pair", "q", "musicnn", "r", "vgg", "l", "vgg"]);
});
