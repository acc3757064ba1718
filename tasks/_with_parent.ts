/** Milliseconds between two looks at who the parent is. */
const EVERY = 500;

/**
 * Ends this process within half a second of the end of the one that started it, however that ended:
 * nothing goes on working unseen after `kill -9`. Whatever is stored is whole at any moment, so nothing
 * has to be tidied up.
 *
 * @param parent Process id. Another parent than this one means that it is gone.
 */
export function endWithParent(parent: number): void {
  const timer = setInterval(() => {
    if (Deno.ppid !== parent) Deno.exit(129);
  }, EVERY);
  Deno.unrefTimer(timer);
}
