import { ExpectedError } from "../domain/mod.ts";

/**
 * What kind of trouble a store has: no room, its file gone from under the program, something that may
 * pass by itself, a record that is too large, one that is only read, or anything else.
 */
export type StoreTrouble = "full" | "lost" | "passing" | "large" | "read-only" | "other";

/** A store that cannot be opened, read or written: what failed, why, and what to do. One line. */
export class StoreError extends ExpectedError {
  override readonly name = "StoreError";
  readonly kind: StoreTrouble;

  constructor(message: string, options: ErrorOptions & { readonly kind?: StoreTrouble } = {}) {
    super(message, options);
    this.kind = options.kind ?? "other";
  }
}

/** What is to be stored does not fit into a record: the fault of that one thing, not of the store. */
export class RecordTooLarge extends StoreError {}

/** What SQLite or Deno KV says, and what it means to the reader. */
const CAUSES: readonly (readonly [RegExp, string, StoreTrouble?])[] = [
  [
    /disk is full|no space left/i,
    "the disk is full; free some space and run again: everything stored before is intact",
    "full",
  ],
  [
    /disk i\/o error/i,
    "the disk refused (full, over a quota, or failing); check it and run again: everything stored before is intact",
    "full",
  ],
  [
    /read[- ]?only/i,
    "it is read-only; make the file and its folder (or the server's) writable or choose another with --db",
  ],
  [
    /not a database/i,
    "it is not a Fonoteca store; choose another file with --db",
  ],
  [
    /malformed|corrupt|table \w+ already exists|no such table/i,
    "the file is damaged; restore a copy, or delete it and analyse again",
  ],
  [
    /unable to open|permission denied|requires .* access/i,
    "the file cannot be opened; check its path and permissions or choose another with --db",
  ],
  [
    /DENO_KV_ACCESS_TOKEN/,
    "a remote store needs its access token in the environment variable DENO_KV_ACCESS_TOKEN",
  ],
  [
    /401|invalid access token/i,
    "the server refuses the access token; check the environment variable DENO_KV_ACCESS_TOKEN",
  ],
  [
    /error sending request|tcp connect|timed out|failed to (connect|fetch)/i,
    "the server does not answer; check the address and the network, and run again: everything stored before is intact",
    "passing",
  ],
  [
    /database is locked|busy/i,
    "another program keeps it locked; close that program and run again",
    "passing",
  ],
];

/**
 * The error of a failed `action`, such as `write to the store data/fonoteca.kv`, as one line. An
 * error that is a {@linkcode StoreError} already is returned as it is.
 */
export function storeFailure(action: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const known = CAUSES.find(([pattern]) => pattern.test(message));
  const reason = known ? known[1] : message.split("\n", 1)[0]!;
  return new StoreError(`Cannot ${action}: ${reason}`, { cause, kind: known?.[2] ?? "other" });
}
