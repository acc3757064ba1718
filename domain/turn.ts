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
