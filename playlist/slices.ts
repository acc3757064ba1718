/** Milliseconds of work after which others have their turn. */
const SLICE = 12;

/** Runs steps to their end, one after the other. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (let step = steps.next();; step = steps.next()) if (step.done) return step.value;
}

/**
 * Runs steps in slices of a few milliseconds, between which other work of this thread goes on. Rejects
 * with the signal's reason once that is given.
 */
export async function inSlices<Result>(
  steps: Generator<void, Result>,
  signal?: AbortSignal,
): Promise<Result> {
  let since = performance.now();
  for (let step = steps.next();; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() - since < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    since = performance.now();
  }
}
