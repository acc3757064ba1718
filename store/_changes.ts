import type { TrackId } from "../domain/mod.ts";
import { keys } from "./_keys.ts";
import type { Kv } from "./_kv.ts";

/**
 * A moment in the life of a store, ordered as text; the empty text is before everything. It is the
 * versionstamp of a commit, so it rises across processes and no two commits share one.
 */
export type Revision = string;

/** What happened since a {@linkcode Revision}. */
export type Changes =
  | {
    readonly revision: Revision;
    /** Tracks that were stored or removed, each once. */
    readonly ids: readonly TrackId[];
    /** Whether the ledger of errors changed. */
    readonly errors: boolean;
    /** Label sets that were stored, edited or removed, each once. */
    readonly labels: readonly string[];
    /** Whether combinations of spaces changed. */
    readonly spaces: boolean;
  }
  /** The log no longer reaches back that far: read the whole store again. */
  | { readonly revision: Revision; readonly reload: true };

/** One commit in the log. */
export interface Change {
  readonly ids?: readonly TrackId[];
  readonly errors?: boolean;
  readonly labels?: readonly string[];
  readonly spaces?: boolean;
}

/**
 * The log of what changed, for readers in other processes. Each commit adds one entry whose key ends
 * in the commit's own versionstamp, so writers never wait for each other and entries stay in order.
 */
export class ChangeLog {
  readonly #kv: Kv;
  readonly #kept: number;
  #written = 0;

  constructor(kv: Kv, kept: number) {
    this.#kv = kv;
    this.#kept = kept;
  }

  /** Adds an entry to a commit. */
  note(operation: Deno.AtomicOperation, change: Change): void {
    operation.set([...keys.changes, this.#kv.versionstamp()], change);
  }

  /** The newest revision. One small read. */
  async revision(): Promise<Revision> {
    await this.#kv.requireFile("read");
    for await (
      const entry of this.#kv.list({ prefix: keys.changes }, { limit: 1, reverse: true })
    ) {
      return revisionOf(entry.key);
    }
    return (await this.#kv.value<Revision>(keys.pruned)) ?? "";
  }

  /** What changed after `revision`. */
  async since(revision: Revision): Promise<Changes> {
    const ids = new Set<TrackId>();
    const labels = new Set<string>();
    let errors = false;
    let spaces = false;
    let last = revision;
    const start = keys.change(revision + "\0");
    const end = keys.change("g");
    for await (const entry of this.#kv.list<Change>({ start, end })) {
      last = revisionOf(entry.key);
      for (const id of entry.value.ids ?? []) ids.add(id);
      for (const set of entry.value.labels ?? []) labels.add(set);
      errors ||= entry.value.errors ?? false;
      spaces ||= entry.value.spaces ?? false;
    }
    const pruned = await this.#kv.value<Revision>(keys.pruned) ?? "";
    if (pruned > revision) return { revision: await this.revision(), reload: true };
    return { revision: last, ids: [...ids], errors, labels: [...labels], spaces };
  }

  /** Counts a commit of this process and prunes the log now and then. */
  async written(): Promise<void> {
    this.#written++;
    if (this.#written % Math.ceil(this.#kept / 4) === 0) await this.#prune();
  }

  async #prune(): Promise<void> {
    const old: Deno.KvKey[] = [];
    let seen = 0;
    for await (const { key } of this.#kv.list({ prefix: keys.changes }, { reverse: true })) {
      if (++seen > this.#kept) old.push(key);
    }
    old.reverse();
    for (let i = 0; i < old.length; i += 500) {
      const batch = old.slice(i, i + 500);
      while (!await this.#drop(batch));
    }
  }

  /** False where another process pruned meanwhile. What says how far back the log reaches only rises. */
  async #drop(batch: readonly Deno.KvKey[]): Promise<boolean> {
    const [pruned] = await this.#kv.entries<Revision>([keys.pruned]);
    const operation = this.#kv.atomic().check(pruned!);
    for (const key of batch) operation.delete(key);
    const last = revisionOf(batch.at(-1)!);
    if (last > (pruned!.value ?? "")) operation.set(keys.pruned, last);
    return await this.#kv.commit(operation);
  }
}

function revisionOf(key: Deno.KvKey): Revision {
  return String(key.at(-1));
}
