import type { Instant, Seconds, Space, TrackId } from "../domain/mod.ts";
import { agreements, type PairAgreement } from "./agreement.ts";
import type { ListeningTest, Trial } from "./test.ts";
import { answersNeeded, type ShareInterval, signTest, wilson } from "./verdict.ts";

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
  readonly verdict: Space | "same" | "neither" | "right" | "wrong" | "unsure";
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
  /** Further answers, undecided ones included, that a verdict needs; `undefined` where it is a draw. */
  readonly needed: number | undefined;
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

/** What the answers of all listeners say of two spaces. */
export interface Results {
  readonly spaces: readonly [Space, Space];
  readonly listeners: readonly string[];
  readonly answers: readonly AnsweredTrial[];
  readonly preference: Preference;
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
  const answers = own.flatMap((test) => answersOf(test, spaces));
  const listeners = [...new Set(answers.map(({ listener }) => listener))].sort();
  return {
    spaces,
    listeners,
    answers,
    preference: preferenceOf(answers, spaces),
    byListener: listeners.map((name) => ({
      name,
      preference: preferenceOf(answers.filter(({ listener }) => listener === name), spaces),
    })),
    odd: spaces.map((space) => oddResultOf(answers, space)),
    agreement: agreements(answersByListener(answers)),
  };
}

/** The preference within each group of answers, largest group first. */
export function preferencesBy(
  { answers, spaces }: Pick<Results, "answers" | "spaces">,
  groupOf: (query: TrackId) => string,
): { readonly group: string; readonly preference: Preference }[] {
  const groups = Map.groupBy(
    answers.filter(({ kind }) => kind === "pair"),
    ({ query }) => groupOf(query),
  );
  return [...groups]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([group, members]) => ({ group, preference: preferenceOf(members, spaces) }));
}

function answersOf(test: ListeningTest, spaces: readonly [Space, Space]): AnsweredTrial[] {
  return test.trials.flatMap((trial, i): AnsweredTrial[] => {
    const answer = test.answers[i];
    if (!answer) return [];
    const { at, seconds, choice } = answer;
    const shared = { listener: test.listener, at, seconds };
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
  const more = answersNeeded(split);
  const rate = decided > 0 ? decided / pairs.length : 1;
  return {
    first: split.wins,
    second: split.losses,
    same: count("same"),
    neither: count("neither"),
    interval: wilson(split),
    p: signTest(split),
    needed: more === undefined ? undefined : Math.ceil(more / rate),
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
    const own = byListener.get(listener) ?? new Map<string, string>();
    own.set([kind, query, ...tracks].join(" "), verdict);
    byListener.set(listener, own);
  }
  return byListener;
}
