import type { Instant, Seconds, Space, TrackId } from "../domain/mod.ts";
import { agreements, type PairAgreement } from "./agreement.ts";
import type { Answer, ListeningTest, Trial } from "./test.ts";
import {
  answersForPower,
  areAlike,
  powerOf,
  type ShareInterval,
  SIGNIFICANT,
  signTest,
  wilson,
} from "./verdict.ts";

/** What makes an answer doubtful. It counts all the same; the preference without such answers is told too. */
export type Flag = "fast" | "one-sided";
/** An answer so soon after the first sound is fast: three tracks take nine seconds to hear at all. */
export const FAST: Seconds = 12;
/** Of a one-sided trial one side was heard so many times as long as the other. */
export const ONE_SIDED = 4;

/** A trial with the answer of one listener, unblinded. */
export interface AnsweredTrial {
  readonly listener: string;
  readonly kind: Trial["kind"];
  readonly at: Instant;
  readonly seconds: Seconds;
  /** The query; of an odd-one-out, the first of its two neighbours. */
  readonly query: TrackId;
  /** For a pair: the tracks of the two spaces in the order of the spaces; else neighbour and odd one. */
  readonly tracks: readonly [TrackId, TrackId];
  /** The space that was preferred, or was found right about what belongs together. */
  readonly verdict: Space | "same" | "neither" | "right" | "wrong" | "unsure" | "passed" | "failed";
  readonly heard?: Answer["heard"];
  readonly flags: readonly Flag[];
  /** Whether it counts for nothing, since its test failed the checks. */
  readonly excluded: boolean;
  /** The space of an odd-one-out. */
  readonly space?: Space;
}

/** How often each space was preferred. */
export interface Preference {
  /** Answers for the first space, for the second, for both alike, for neither. */
  readonly first: number;
  readonly second: number;
  readonly same: number;
  readonly neither: number;
  /** Share of the first space among the decided answers. */
  readonly interval: ShareInterval;
  /** Probability of so uneven a split by chance. */
  readonly p: number;
  /**
   * `preferred` where the split is more than chance, `alike` where a preference of two to one is ruled out,
   * `open` where there are too few trials to tell.
   */
  readonly verdict: "preferred" | "alike" | "open";
  /** Probability that a preference of two to one would have been found with so many decided answers. */
  readonly power: number;
  /** Further answers, undecided ones included, with which that is 80 %. */
  readonly needed: number;
}

/** How often the odd one out was found among the neighbours of one space. */
export interface OddResult {
  readonly space: Space;
  readonly right: number;
  readonly wrong: number;
  readonly unsure: number;
  readonly interval: ShareInterval;
  /** Probability of so many right answers by chance, one in three. */
  readonly p: number;
}

/** How a test stood to its checks. */
export interface FailedTest {
  readonly listener: string;
  readonly checks: number;
  readonly failed: number;
}

/** How often a listener chose each side. */
export interface Sides {
  readonly listener: string;
  readonly left: number;
  readonly right: number;
  readonly p: number;
}

/** What the answers of all listeners say of two spaces. */
export interface Results {
  readonly spaces: readonly [Space, Space];
  readonly listeners: readonly string[];
  readonly answers: readonly AnsweredTrial[];
  readonly preference: Preference;
  /** Of answers without a flag. */
  readonly unflagged: Preference;
  /** Tests that count for nothing, and what they failed. */
  readonly excluded: readonly FailedTest[];
  /** How listeners chose between left and right; the same probability as for preferences. */
  readonly sides: readonly Sides[];
  /** By listener, in the order of {@linkcode Results.listeners}. */
  readonly byListener: readonly { readonly name: string; readonly preference: Preference }[];
  readonly odd: readonly OddResult[];
  readonly agreement: readonly PairAgreement[];
}

/** Puts the answered trials of tests of two spaces together; other tests are passed over. */
export function resultsOf(
  tests: readonly ListeningTest[],
  spaces: readonly [Space, Space],
): Results {
  const own = tests.filter((test) => spaces.every((space) => test.spaces.includes(space)));
  const checked = own.map((test) => ({ test, ...checksOf(test) }));
  const answers = checked.flatMap(({ test, ...checks }) =>
    answersOf(test, spaces).map((answer) => ({ ...answer, excluded: isExcluded(checks) }))
  );
  const counted = answers.filter(({ excluded }) => !excluded);
  const listeners = [...new Set(answers.map(({ listener }) => listener))].sort();
  return {
    spaces,
    listeners,
    answers,
    preference: preferenceOf(counted, spaces),
    unflagged: preferenceOf(counted.filter(({ flags }) => flags.length === 0), spaces),
    excluded: checked.filter(isExcluded).map(({ test: { listener }, checks, failed }) => ({
      listener,
      checks,
      failed,
    })),
    sides: sidesOf(own),
    byListener: listeners.map((name) => ({
      name,
      preference: preferenceOf(counted.filter(({ listener }) => listener === name), spaces),
    })),
    odd: spaces.map((space) => oddResultOf(counted, space)),
    agreement: agreements(answersByListener(counted)),
  };
}

/** The rule of exclusion: a test counts for nothing where it fails two checks or more, and a third of them. */
function isExcluded({ checks, failed }: Omit<FailedTest, "listener">): boolean {
  return failed >= Math.max(2, checks / 3);
}

function checksOf({ trials, answers }: ListeningTest): Omit<FailedTest, "listener"> {
  const given = trials.flatMap((trial, i) => {
    const choice = answers[i]?.choice;
    return trial.kind === "check" && choice !== undefined
      ? [(trial.right as readonly string[]).includes(choice)]
      : [];
  });
  return { checks: given.length, failed: given.filter((passed) => !passed).length };
}

function sidesOf(tests: readonly ListeningTest[]): Sides[] {
  const byListener = Map.groupBy(tests, ({ listener }) => listener);
  return [...byListener].map(([listener, own]) => {
    const choices = own.flatMap(({ trials, answers }) =>
      trials.flatMap(({ kind }, i) => kind === "pair" ? answers[i]?.choice ?? [] : [])
    );
    const [left, right] = ["left", "right"].map((side) =>
      choices.filter((choice) => choice === side).length
    );
    return {
      listener,
      left: left!,
      right: right!,
      p: signTest({ wins: left!, losses: right! }),
    };
  }).sort((a, b) => a.listener < b.listener ? -1 : 1);
}

function flagsOf(kind: Trial["kind"], { seconds, heard }: Answer): Flag[] {
  const [, left = 1, right = 1] = heard ?? [];
  const oneSided = kind !== "odd" && Math.max(left, right) > ONE_SIDED * Math.min(left, right);
  return [
    ...(seconds < FAST ? ["fast" as const] : []),
    ...(oneSided ? ["one-sided" as const] : []),
  ];
}

/** The preference within each group of answers, largest group first. */
export function preferencesBy(
  { answers, spaces }: Pick<Results, "answers" | "spaces">,
  groupOf: (query: TrackId) => string,
): { readonly group: string; readonly preference: Preference }[] {
  const groups = Map.groupBy(
    answers.filter(({ kind, excluded }) => kind === "pair" && !excluded),
    ({ query }) => groupOf(query),
  );
  return [...groups]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([group, members]) => ({ group, preference: preferenceOf(members, spaces) }));
}

function answersOf(
  test: ListeningTest,
  spaces: readonly [Space, Space],
): Omit<AnsweredTrial, "excluded">[] {
  return test.trials.flatMap((trial, i): Omit<AnsweredTrial, "excluded">[] => {
    const answer = test.answers[i];
    if (!answer) return [];
    const { at, seconds, choice, heard } = answer;
    const flags = flagsOf(trial.kind, answer);
    const shared = { listener: test.listener, at, seconds, flags, ...(heard && { heard }) };
    if (trial.kind === "check") {
      const passed = (trial.right as readonly string[]).includes(choice);
      const { query, tracks } = trial;
      return [{
        ...shared,
        kind: "check",
        query,
        tracks,
        verdict: passed ? "passed" as const : "failed" as const,
      }];
    }
    if (trial.kind === "pair") {
      const side = choice === "left" ? 0 : choice === "right" ? 1 : undefined;
      const turned = trial.spaces[0] !== spaces[0];
      const [left, right] = trial.tracks;
      return [{
        ...shared,
        kind: "pair" as const,
        query: trial.query,
        tracks: turned ? [right, left] as const : [left, right] as const,
        verdict: side === undefined
          ? choice === "same" ? "same" as const : "neither" as const
          : trial.spaces[side],
      }];
    }
    const place = ["first", "second", "third"].indexOf(choice);
    const [query, near] = trial.tracks.toSpliced(trial.odd, 1);
    return [{
      ...shared,
      kind: "odd" as const,
      query: query!,
      tracks: [near!, trial.tracks[trial.odd]!] as const,
      verdict: place < 0
        ? "unsure" as const
        : place === trial.odd
        ? "right" as const
        : "wrong" as const,
      space: trial.space,
    }];
  });
}

function preferenceOf(
  answers: readonly AnsweredTrial[],
  [a, b]: readonly [Space, Space],
): Preference {
  const pairs = answers.filter(({ kind }) => kind === "pair");
  const count = (verdict: AnsweredTrial["verdict"]) =>
    pairs.filter((answer) => answer.verdict === verdict).length;
  const split = { wins: count(a), losses: count(b) };
  const decided = split.wins + split.losses;
  const rate = decided > 0 ? decided / pairs.length : 1;
  const ties = pairs.length - decided;
  const p = signTest(split);
  return {
    first: split.wins,
    second: split.losses,
    same: count("same"),
    neither: count("neither"),
    interval: wilson(split),
    p,
    verdict: p < SIGNIFICANT ? "preferred" : areAlike({ ...split, ties }) ? "alike" : "open",
    power: powerOf(decided),
    needed: Math.ceil(Math.max(0, answersForPower() - decided) / rate),
  };
}

function oddResultOf(answers: readonly AnsweredTrial[], space: Space): OddResult {
  const own = answers.filter((answer) => answer.kind === "odd" && answer.space === space);
  const count = (verdict: AnsweredTrial["verdict"]) =>
    own.filter((answer) => answer.verdict === verdict).length;
  const split = { wins: count("right"), losses: count("wrong") };
  return {
    space,
    right: split.wins,
    wrong: split.losses,
    unsure: count("unsure"),
    interval: wilson(split),
    p: signTest(split, 1 / 3),
  };
}

/** The latest answer of each listener to each question, whatever the sides were. */
function answersByListener(answers: readonly AnsweredTrial[]): Map<string, Map<string, string>> {
  const byListener = new Map<string, Map<string, string>>();
  for (const { listener, kind, query, tracks, verdict } of answers) {
    if (kind === "check") continue;
    const own = byListener.get(listener) ?? new Map<string, string>();
    own.set([kind, query, ...tracks].join(" "), verdict);
    byListener.set(listener, own);
  }
  return byListener;
}
