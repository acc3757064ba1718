/**
 * A failure that may happen to anyone and is none of the program: its message says in one line what was
 * tried, why it failed and what to do, and is shown as it is, without a stack.
 */
export class ExpectedError extends Error {
  override readonly name: string = "ExpectedError";
}
