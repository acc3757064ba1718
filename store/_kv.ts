import { type StoreError, storeFailure } from "./failure.ts";
import type { Identity } from "./_identity.ts";
import { isRemote } from "./location.ts";

/** Mutations and bytes that one atomic commit may hold, with some room left. */
export const COMMIT_MUTATIONS = 950;
/** See {@linkcode COMMIT_MUTATIONS}. */
export const COMMIT_BYTES = 720_000;

/** Checks that one commit may hold: in a file, and over the KV Connect protocol. */
const CHECKS = 100;
const REMOTE_CHECKS = 10;

/** Entries that are listed at once. */
const LISTED = 500;

const LOCKED = /database is locked|busy/i;
/**
 * How long a writer waits for others, ms: SQLite lets one write at a time, and a busy disk is slow.
 * So long, too, one waits for a server that has gone: by itself Deno would ask it for ever.
 */
const PATIENCE = 60_000;
const LONGEST_PAUSE = 200;

/** Deno KV with errors in words, and patience with other processes. */
export class Kv {
  readonly location: string;
  /** Checks that one commit may hold. */
  readonly checks: number;
  readonly #kv: Deno.Kv;
  readonly #identity: Identity | undefined;
  readonly #turns = new Map<string, Promise<unknown>>();
  #sealed: StoreError | undefined;

  /** @param options.identity The file behind a store, where it is one. */
  constructor(
    kv: Deno.Kv,
    { location, identity }: { readonly location: string; readonly identity?: Identity | undefined },
  ) {
    this.#kv = kv;
    this.#identity = identity;
    this.location = location;
    this.checks = isRemote(location) ? REMOTE_CHECKS : CHECKS;
  }

  /** A new atomic operation; commit it with {@linkcode commit}. */
  atomic(): Deno.AtomicOperation {
    return this.#kv.atomic();
  }

  /** Stands for the commit's own versionstamp as the last part of a key. */
  versionstamp(): symbol {
    return this.#kv.commitVersionstamp();
  }

  /** Commits; false where a check failed. Refuses where the store's file is not there any more. */
  async commit(operation: Deno.AtomicOperation): Promise<boolean> {
    await this.requireFile("write to");
    return (await this.#patiently("write to", () => operation.commit())).ok;
  }

  /** Refuses every commit from now on, with that reason. */
  seal(why: StoreError): void {
    this.#sealed = why;
  }

  /** Throws a StoreError where the store's file was deleted or replaced since it was opened. */
  async requireFile(verb: "read" | "write to"): Promise<void> {
    if (this.#sealed && verb === "write to") throw this.#sealed;
    await this.#identity?.check(`${verb} the store ${this.location}`);
  }

  /** Runs `work` after whatever else this process does under that name. */
  inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(work, work);
    const ended = turn.catch(() => {}).then(() => {
      if (this.#turns.get(name) === ended) this.#turns.delete(name);
    });
    this.#turns.set(name, ended);
    return turn;
  }

  /** The value at a key. */
  async value<T>(key: Deno.KvKey): Promise<T | undefined> {
    const entry = await this.#patiently("read", () => this.#kv.get<T>(key));
    return entry.value ?? undefined;
  }

  /** The entries at up to any number of keys, in order. */
  async entries<T>(keys: readonly Deno.KvKey[]): Promise<Deno.KvEntryMaybe<T>[]> {
    const entries: Deno.KvEntryMaybe<T>[] = [];
    for (let i = 0; i < keys.length; i += 10) {
      const ten = keys.slice(i, i + 10);
      entries.push(...await this.#patiently("read", () => this.#kv.getMany<T[]>(ten)));
    }
    return entries;
  }

  /** The entries below a prefix, in batches. */
  async *list<T>(
    selector: Deno.KvListSelector,
    options: Deno.KvListOptions = {},
  ): AsyncGenerator<Deno.KvEntry<T>> {
    try {
      yield* this.#kv.list<T>(selector, { batchSize: 500, ...options });
    } catch (cause) {
      await this.requireFile("read");
      throw storeFailure(`read the store ${this.location}`, cause);
    }
  }

  /** All entries of a selection; while some are used, the next are read. */
  async *all<T>(selector: Deno.KvListSelector): AsyncGenerator<Deno.KvEntry<T>> {
    let ahead = this.#some<T>(selector);
    while (true) {
      const { entries, cursor } = await ahead;
      const last = entries.length < LISTED;
      if (!last) {
        ahead = this.#some<T>(selector, cursor);
        ahead.catch(() => {});
      }
      yield* entries;
      if (last) return;
    }
  }

  async #some<T>(selector: Deno.KvListSelector, cursor?: string) {
    const options = { limit: LISTED, batchSize: LISTED, ...(cursor !== undefined && { cursor }) };
    return await this.#patiently("read", async () => {
      const list = this.#kv.list<T>(selector, options);
      const entries = await Array.fromAsync(list);
      return { entries, cursor: list.cursor };
    });
  }

  /** A store whose file is another now may fail in any words: the true reason goes before them. */
  async #patiently<T>(verb: "read" | "write to", attempt: () => Promise<T>): Promise<T> {
    const timed = isRemote(this.location) ? () => inTime(attempt()) : attempt;
    try {
      return await patiently(`${verb} the store ${this.location}`, timed);
    } catch (failure) {
      await this.requireFile(verb);
      throw failure;
    }
  }

  /** Closes the connection. */
  close(): void {
    this.#kv.close();
  }
}

/** The outcome of `attempt`, made again while another process keeps the store locked. */
export async function patiently<T>(action: string, attempt: () => Promise<T>): Promise<T> {
  const start = performance.now();
  for (let tried = 1;; tried++) {
    try {
      return await attempt();
    } catch (cause) {
      const locked = cause instanceof Error && LOCKED.test(cause.message);
      if (!locked || performance.now() - start > PATIENCE) throw storeFailure(action, cause);
      const pause = Math.min(10 * tried, LONGEST_PAUSE);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function inTime<T>(outcome: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`timed out after ${PATIENCE / 1000} s`)),
    PATIENCE,
  );
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
