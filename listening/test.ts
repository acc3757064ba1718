import type { Instant, Seconds, Space, TrackId } from "../domain/mod.ts";
import { LEAST_HEARD, leastHeard } from "./heard.ts";

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

/**
 * Whether a listener listens: it looks like a pair. `same` plays one track on both sides, and no side can
 * be preferred; `drawn` plays the query itself on one side and a track far from it on the other.
 */
export interface CheckTrial {
  readonly kind: "check";
  readonly check: "same" | "drawn";
  readonly query: TrackId;
  /** Left, right. */
  readonly tracks: readonly [TrackId, TrackId];
  /** The answers that pass. */
  readonly right: readonly PairChoice[];
}

/** One question to a listener. */
export type Trial = PairTrial | OddTrial | CheckTrial;

/** The three tracks of a trial, in the order in which they stand. */
export function tracksOf(trial: Trial): readonly [TrackId, TrackId, TrackId] {
  return trial.kind === "odd" ? trial.tracks : [trial.query, ...trial.tracks];
}

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
  /** What was really heard of each track; left out by tests of before it was measured. */
  readonly heard?: readonly [Seconds, Seconds, Seconds];
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
  { test, now, lengths }: {
    readonly test: ListeningTest;
    readonly now: Instant;
    /** Of a track; undefined where it is not known. */
    readonly lengths: (track: TrackId) => Seconds | undefined;
  },
): { readonly trial: number; readonly answer: Answer } | { readonly problem: string } {
  if (typeof value !== "object" || value === null) return { problem: "expected an object" };
  const { trial: place, choice, seconds, heard } = value as Record<string, unknown>;
  const trial = typeof place === "number" ? test.trials[place] : undefined;
  if (typeof place !== "number" || !trial) {
    return { problem: `trial has to be a number from 0 to ${test.trials.length - 1}` };
  }
  const choices: readonly string[] = trial.kind === "odd" ? ODD_CHOICES : PAIR_CHOICES;
  if (typeof choice !== "string" || !choices.includes(choice)) {
    return { problem: `choice has to be one of ${choices.join(", ")}` };
  }
  if (!isHeard(heard)) return { problem: "heard has to be the seconds heard of the three tracks" };
  const wanted = tracksOf(trial).map((track) => leastHeard(lengths(track)));
  if (wanted.some((least, at) => heard[at]! < least - 0.1)) {
    return { problem: `hear at least ${LEAST_HEARD} s of each track first` };
  }
  const time = typeof seconds === "number" && seconds >= 0 && seconds < 86_400 ? seconds : 0;
  const answer = {
    choice: choice as Answer["choice"],
    at: now,
    seconds: Math.round(time * 10) / 10,
    heard,
  };
  return { trial: place, answer };
}

function isHeard(value: unknown): value is readonly [Seconds, Seconds, Seconds] {
  return Array.isArray(value) && value.length === 3 &&
    value.every((seconds) => typeof seconds === "number" && seconds >= 0 && seconds < 86_400);
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
