import { ask } from "./_ask.ts";

/** An answer to a trial of a listening test. */
export interface TrialAnswer {
  /** Which trial, from 0. */
  readonly trial: number;
  readonly choice: string;
  /** From the first sound to the answer. */
  readonly seconds: number;
  /** Seconds heard of each track. */
  readonly heard: readonly number[];
}

const address = (test: string) => `/api/listening/${test}`;

/** Keeps an answer, also when the page is left meanwhile. */
export async function sendAnswer(test: string, answer: TrialAnswer): Promise<void> {
  const to = "keep the answer";
  await ask(address(test), { to, method: "POST", json: answer, keepalive: true });
}

/** Takes the last answer back. */
export async function takeBack(test: string): Promise<void> {
  await ask(address(test), { to: "take the answer back", method: "DELETE", keepalive: true });
}
