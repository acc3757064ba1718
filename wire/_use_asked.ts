import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { wordsOf } from "./_ask.ts";

/** What is asked while `key` stands. */
export interface Asked<Answer> {
  readonly ask: (signal: AbortSignal) => Promise<Answer>;
  readonly take: (answer: Answer) => void;
  /** Told that there is no answer. */
  readonly fail?: () => void;
  /** Told that what was taken belongs to a key before. */
  readonly forget?: () => void;
  /** How long a key has to rest before the server is asked, ms; 0 unless given. */
  readonly rest?: number;
}

/**
 * Asks the server when `key` has become another, and ends what was asked for the one before. Gives why
 * it failed, in words; empty while nothing is wrong.
 *
 * @param key What the answer depends on; undefined for nothing to ask
 */
export function useAsked<Answer>(
  key: string | undefined,
  { ask, take, fail, forget, rest = 0 }: Asked<Answer>,
): string {
  const failure = useSignal("");
  useEffect(() => {
    failure.value = "";
    forget?.();
    if (key === undefined) return;
    const stop = new AbortController();
    const begin = () =>
      ask(stop.signal).then(
        (answer) => stop.signal.aborted || take(answer),
        (error: unknown) => {
          if (stop.signal.aborted) return;
          failure.value = wordsOf(error);
          fail?.();
        },
      );
    const timer = rest > 0 ? setTimeout(begin, rest) : void begin();
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);
  return failure.value;
}
