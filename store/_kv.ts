import { storeFailure } from "./failure.ts";

/** Mutations and bytes that one atomic commit may hold, with some room left. */
export const COMMIT_MUTATIONS = 950;
/** See {@linkcode COMMIT_MUTATIONS}. */
export const COMMIT_BYTES = 720_000;

/** Entries that are listed at once. */
const LISTED = 500;

const LOCKED = /database is locked|busy/i;
/** How long a writer waits for others, ms: SQLite lets one write at a time, and a busy disk is slow. */
const PATIENCE = 60_000;
const LONGEST_PAUSE = 200;

/** Deno KV with errors in words, and patience with other processes. */
export class Kv {
  readonly location: string;
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv, location: string) {
    this.#kv = kv;
    this.location = location;
  }

  /** A new atomic operation; commit it with {@linkcode commit}. */
  atomic(): Deno.AtomicOperation {
    return this.#kv.atomic();
  }

  /** Stands for the commit's own versionstamp as the last part of a key. */
  versionstamp(): symbol {
    return this.#kv.commitVersionstamp();
  }

  /** Commits; false where a check failed. */
  async commit(operation: Deno.AtomicOperation): Promise<boolean> {
    const result = await patiently(`write to the store ${this.location}`, () => operation.commit());
    return result.ok;
  }

  /** The value at a key. */
  async value<T>(key: Deno.KvKey): Promise<T | undefined> {
    const entry = await patiently(`read the store ${this.location}`, () => this.#kv.get<T>(key));
    return entry.value ?? undefined;
  }

  /** The entries at up to any number of keys, in order. */
  async entries<T>(keys: readonly Deno.KvKey[]): Promise<Deno.KvEntryMaybe<T>[]> {
    const entries: Deno.KvEntryMaybe<T>[] = [];
    for (let i = 0; i < keys.length; i += 10) {
      const ten = keys.slice(i, i + 10);
      entries.push(
        ...await patiently(`read the store ${this.location}`, () => this.#kv.getMany<T[]>(ten)),
      );
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
    try {
      const list = this.#kv.list<T>(selector, options);
      const entries = await Array.fromAsync(list);
      return { entries, cursor: list.cursor };
    } catch (cause) {
      throw storeFailure(`read the store ${this.location}`, cause);
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
