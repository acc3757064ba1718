import type { Instant, Seconds, Space, TrackId } from "../domain/mod.ts";

/** Which of two tracks is more like the query? Each is the nearest in one of the two spaces. */
export interface PairTrial {
  readonly kind: "pair";
  readonly query: TrackId;
  /** Left, right. */
  readonly tracks: readonly [TrackId, TrackId];
  /** The space that each side is the nearest in. */
  readonly spaces: readonly [Space, Space];
}

/** Which of three does not belong? Two are neighbours in a space, one was drawn far from both. */
export interface OddTrial {
  readonly kind: "odd";
  readonly space: Space;
  /** In the order in which they are heard. */
  readonly tracks: readonly [TrackId, TrackId, TrackId];
  /** Place of the one that was drawn. */
  readonly odd: 0 | 1 | 2;
}

/** One question to a listener. */
export type Trial = PairTrial | OddTrial;

/** Answers to a pair: a side, both alike, or neither like the query. */
export const PAIR_CHOICES = ["left", "right", "same", "neither"] as const;
/** See {@linkcode PAIR_CHOICES}. */
export type PairChoice = (typeof PAIR_CHOICES)[number];
/** Answers to an odd-one-out: its place, or that one cannot tell. */
export const ODD_CHOICES = ["first", "second", "third", "unsure"] as const;
/** See {@linkcode ODD_CHOICES}. */
export type OddChoice = (typeof ODD_CHOICES)[number];

/** What a listener said. */
export interface Answer {
  readonly choice: PairChoice | OddChoice;
  readonly at: Instant;
  /** Time from the first sound to the answer. */
  readonly seconds: Seconds;
}

/** A listener's test as the store keeps it. */
export interface ListeningTest {
  readonly listener: string;
  readonly seed: number;
  readonly spaces: readonly [Space, Space];
  readonly created: Instant;
  readonly changed: Instant;
  readonly trials: readonly Trial[];
  /** One for each trial; `null` until it is answered. */
  readonly answers: readonly (Answer | null)[];
}

/** The collection of documents in which listening tests are kept. */
export const LISTENING_DOCUMENTS = "listening";

/** The first trial without an answer; `undefined` when the test is done. */
export function nextTrial({ answers }: ListeningTest): number | undefined {
  const next = answers.indexOf(null);
  return next < 0 ? undefined : next;
}

/** Reads an answer from a request; says why where it is none. */
export function readAnswer(
  value: unknown,
  { test, now }: { readonly test: ListeningTest; readonly now: Instant },
): { readonly trial: number; readonly answer: Answer } | { readonly problem: string } {
  if (typeof value !== "object" || value === null) return { problem: "expected an object" };
  const { trial: place, choice, seconds } = value as Record<string, unknown>;
  const trial = typeof place === "number" ? test.trials[place] : undefined;
  if (typeof place !== "number" || !trial) {
    return { problem: `trial has to be a number from 0 to ${test.trials.length - 1}` };
  }
  const choices: readonly string[] = trial.kind === "pair" ? PAIR_CHOICES : ODD_CHOICES;
  if (typeof choice !== "string" || !choices.includes(choice)) {
    return { problem: `choice has to be one of ${choices.join(", ")}` };
  }
  const time = typeof seconds === "number" && seconds >= 0 && seconds < 86_400 ? seconds : 0;
  const answer = {
    choice: choice as Answer["choice"],
    at: now,
    seconds: Math.round(time * 10) / 10,
  };
  return { trial: place, answer };
}

/** The test with one answer more, or another one. */
export function withAnswer(
  test: ListeningTest,
  { trial, answer }: { readonly trial: number; readonly answer: Answer },
): ListeningTest {
  return { ...test, changed: answer.at, answers: test.answers.with(trial, answer) };
}

/** The test without its last answer, so that it can be given again. */
export function withoutLastAnswer(test: ListeningTest, now: Instant): ListeningTest {
  const last = (nextTrial(test) ?? test.answers.length) - 1;
  return last < 0 ? test : { ...test, changed: now, answers: test.answers.with(last, null) };
}
