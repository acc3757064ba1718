import assert from "node:assert/strict";
import fc from "fast-check";
import { tsvRecords } from "../../domain/mod.ts";
import { agreements, cohensKappa } from "../../listening/agreement.ts";
import { answersForPower, areAlike, powerOf, signTest, wilson } from "../../listening/verdict.ts";
import {
  HeardTime,
  leastHeard,
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
import type { Sides } from "../../listening/results.ts";
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

Deno.test("powerOf() is the chance that the sign test finds two to one", () => {
  assert.equal(powerOf(5), 0);
  // Six of six one way or the other: (2/3)^6 + (1/3)^6.
  close(powerOf(6), (2 ** 6 + 1) / 3 ** 6);
  const enough = answersForPower();
  assert.ok(enough > 60 && enough < 80, `${enough}`);
  assert.ok(powerOf(enough) >= 0.8 && powerOf(enough - 1) < 0.8);
});

Deno.test("areAlike() rules out two to one either way, and only with enough answers", () => {
  assert.equal(areAlike({ wins: 0, losses: 0, ties: 0 }), false);
  assert.equal(areAlike({ wins: 5, losses: 5, ties: 0 }), false);
  assert.equal(areAlike({ wins: 50, losses: 50, ties: 0 }), true);
  assert.equal(areAlike({ wins: 0, losses: 0, ties: 60 }), true);
  const some = fc.nat(80);
  fc.assert(fc.property(some, some, some, (wins, losses, ties) => {
    assert.equal(areAlike({ wins, losses, ties }), areAlike({ wins: losses, losses: wins, ties }));
    const n = wins + losses + ties;
    const least = (Math.min(wins, losses) + ties / 2) / n;
    if (areAlike({ wins, losses, ties })) assert.ok(least > 1 / 3, `${wins} ${losses} ${ties}`);
  }));
});

Deno.test("what is heard counts once, and what is jumped over not at all", () => {
  const meter = new HeardTime();
  for (const at of [0, 0.5, 1]) meter.at(at);
  meter.at(60);
  meter.at(60.5);
  close(meter.seconds, 1.5);
  for (const at of [0, 0.5, 1]) meter.at(at);
  close(meter.seconds, 1.5);
  meter.at(undefined);
  meter.at(1.5);
  close(meter.seconds, 1.5);
  assert.deepEqual([leastHeard(undefined), leastHeard(200), leastHeard(2)], [3, 3, 1.8]);
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
    const read = readAnswer({ trial, choice, seconds: 13.14, heard: [3, 4, 5] }, {
      test,
      now: 1000,
      lengths: () => undefined,
    });
    if ("problem" in read) throw new Error(read.problem);
    test = withAnswer(test, read);
  }
  return test;
}

Deno.test("readAnswer() refuses what is no answer to the trial", () => {
  const test = testOf("Ann", []);
  const at = { test, now: 1, lengths: (id: string) => id === "q" ? 2 : undefined };
  const answer = { trial: 0, choice: "left", seconds: 10 };
  assert.ok("answer" in readAnswer({ ...answer, heard: [1.8, 3, 3] }, at));
  for (
    const bad of [
      null,
      {},
      { trial: 9, choice: "left" },
      { trial: 0, choice: "first" },
      { trial: 1, choice: "left" },
      answer,
      { ...answer, heard: [1, 3, 3] },
      { ...answer, heard: [3, 2, 3] },
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

const SAME: Trial = {
  kind: "check",
  check: "same",
  query: "q",
  tracks: ["n", "n"],
  right: ["same", "neither"],
};
const DRAWN: Trial = {
  kind: "check",
  check: "drawn",
  query: "q",
  tracks: ["z", "q"],
  right: ["right"],
};

function checkedTest(listener: string, choices: readonly ("left" | "right" | "same")[]) {
  const trials = [SAME, DRAWN, PAIR];
  const answers = choices.map((choice) => ({ choice, at: 5, seconds: 20 }));
  const spaces = ["musicnn", "vgg"] as const;
  return { listener, seed: 1, spaces, created: 0, changed: 0, trials, answers };
}

Deno.test("planTrials() spreads checks among the others, of both kinds in turn", async () => {
  const random = randomOf(3);
  const { trials } = await planTrials(SOURCE, {
    spaces: ["musicnn", "vgg"],
    trials: 16,
    oddShare: 0,
    checks: 2,
    random,
  });
  const checks = trials.filter((trial) => trial.kind === "check");
  assert.deepEqual([trials.length, checks.map(({ check }) => check)], [18, ["same", "drawn"]]);
  const [same, drawn] = checks;
  assert.equal(same!.tracks[0], same!.tracks[1]);
  const side = drawn!.tracks.indexOf(drawn!.query);
  assert.deepEqual(drawn!.right, [side === 0 ? "left" : "right"]);
});

Deno.test("a test that fails its checks counts for nothing, one lapse is forgiven", () => {
  const results = resultsOf([
    checkedTest("Ann", ["same", "right", "left"]),
    checkedTest("Ben", ["left", "left", "left"]),
    checkedTest("Cy", ["left", "right", "right"]),
  ], ["musicnn", "vgg"]);
  assert.deepEqual(results.excluded, [{ listener: "Ben", checks: 2, failed: 2 }]);
  const { first, second } = results.preference;
  assert.deepEqual([first, second], [1, 1]);
  assert.deepEqual(
    results.answers.filter(({ kind }) => kind === "check").map(({ verdict }) => verdict),
    ["passed", "passed", "failed", "failed", "failed", "passed"],
  );
  assert.equal(results.answers.filter(({ excluded }) => excluded).length, 3);
});

Deno.test("fast and one-sided answers are flagged and told apart, and a listener's side is tested", () => {
  const test = checkedTest("Ann", []);
  const answer = { choice: "left" as const, at: 5, seconds: 20 };
  const results = resultsOf([{
    ...test,
    trials: [PAIR, PAIR, PAIR],
    answers: [
      { ...answer, heard: [3, 3, 13] },
      { ...answer, seconds: 9.5, heard: [3, 3, 3.5] },
      { ...answer, heard: [3, 10, 3] },
    ],
  }], ["musicnn", "vgg"]);
  assert.deepEqual(results.answers.map(({ flags }) => flags), [["one-sided"], ["fast"], []]);
  assert.deepEqual([results.preference.second, results.unflagged.second], [3, 1]);
  const [{ left, right, p }] = results.sides as [Sides];
  assert.deepEqual([left, right], [3, 0]);
  close(p, 0.25);
});

Deno.test("a test that was stored before sound was measured still reads", () => {
  const stored: ListeningTest = JSON.parse(
    '{"listener":"Ann","seed":1,"spaces":["musicnn","vgg"],"created":1,"changed":2,"trials":[' +
      '{"kind":"pair","query":"q","tracks":["l","r"],"spaces":["vgg","musicnn"]}],' +
      '"answers":[{"choice":"right","at":3,"seconds":14}]}',
  );
  const { preference, answers, excluded } = resultsOf([stored], ["musicnn", "vgg"]);
  assert.deepEqual([preference.first, preference.verdict, excluded], [1, "open", []]);
  assert.equal(answers[0]!.heard, undefined);
  assert.equal(tsvRecords(resultsTsv(resultsOf([stored], ["musicnn", "vgg"]))).length, 2);
});
