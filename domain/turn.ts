/** Resolves when others had their turn on this thread. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** How long a thread is kept at most before others have their turn, ms. */
const MOST_MS = 10;

/** A function that is awaited in a long loop: others have their turn whenever 10 ms have gone by. */
export function turnTaking(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < MOST_MS) return undefined;
    return othersTurn().then(() => {
      since = performance.now();
    });
  };
}

/** Runs steps to their end, one after the other. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (let step = steps.next();; step = steps.next()) if (step.done) return step.value;
}

/**
 * Runs steps to their end, others having their turn whenever 10 ms have gone by. Rejects with the signal's
 * reason once that is given.
 */
export async function inSlices<Result>(
  steps: Generator<void, Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const turn = turnTaking();
  for (let step = steps.next();; step = steps.next()) {
    if (step.done) return step.value;
    const turnOfOthers = turn();
    if (!turnOfOthers) continue;
    await turnOfOthers;
    signal?.throwIfAborted();
  }
}
