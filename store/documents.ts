import { keys } from "./_keys.ts";
import type { Kv } from "./_kv.ts";
import { StoreError } from "./failure.ts";

/** Bytes of JSON in one record; longer documents continue in further ones. */
const PART_BYTES = 60_000;
const MOST_PARTS = 12;

interface Head {
  readonly bytes: Uint8Array;
  readonly further: number;
}

/** Long documents that stay in memory as they were last read, by store. */
const MOST_KEPT = 32;
const KEPT = new WeakMap<
  Kv,
  Map<string, { readonly versionstamp: string; readonly value: unknown }>
>();

const encoder = new TextEncoder();

/** A document as it was read, and the entry whose version says whether it still is so. */
interface Read<T> {
  readonly value: T;
  readonly head: Deno.KvEntry<Head>;
}

/**
 * JSON values by id, such as playlists, listening tests or settings; what is read is not to be changed
 * in place. At most 720,000 bytes each. Where
 * a value depends on the one before, {@linkcode Documents.update} loses no other's change.
 */
export class Documents<T> {
  readonly #kv: Kv;
  readonly #collection: string;
  readonly #noted: (operation: Deno.AtomicOperation) => void;

  /** @param noted Adds to each commit, for those who follow the store. */
  constructor(kv: Kv, collection: string, noted: (operation: Deno.AtomicOperation) => void) {
    this.#kv = kv;
    this.#collection = collection;
    this.#noted = noted;
  }

  /** The document of that id. */
  async get(id: string): Promise<T | undefined> {
    return (await this.#read(id))?.value;
  }

  /** Stores a document in place of the one of that id. Throws a StoreError where it is too long. */
  async put(id: string, value: T): Promise<void> {
    await this.#kv.commit(this.#written(id, value));
  }

  /** Stores a document of an id that none has yet; false where there is one. */
  async create(id: string, value: T): Promise<boolean> {
    const key = keys.document(this.#collection, id);
    return await this.#kv.commit(this.#written(id, value).check({ key, versionstamp: null }));
  }

  /**
   * Changes a document by what it is at that moment: where anybody else changes it meanwhile, `change`
   * is asked again with what they left.
   *
   * @param missing What to begin with where there is no such document.
   * @returns The document as stored; `undefined` where there is none. Throws what `change` throws.
   */
  update(id: string, change: (before: T) => T): Promise<T | undefined>;
  update(id: string, change: (before: T) => T, missing: T): Promise<T>;
  update(id: string, change: (before: T) => T, missing?: T): Promise<T | undefined> {
    return this.#inTurn(id, async () => {
      while (true) {
        const before = await this.#read(id);
        const value = before?.value ?? missing;
        if (value === undefined) return undefined;
        const after = change(value);
        const head = before?.head ??
          { key: keys.document(this.#collection, id), versionstamp: null };
        if (await this.#kv.commit(this.#written(id, after).check(head))) return after;
      }
    });
  }

  #written(id: string, value: T): Deno.AtomicOperation {
    const bytes = encoder.encode(JSON.stringify(value));
    const parts = Math.ceil(bytes.length / PART_BYTES);
    if (parts > MOST_PARTS) {
      throw new StoreError(
        `Cannot store ${this.#collection} ${id}: it takes ${bytes.length} bytes of JSON, and ${
          MOST_PARTS * PART_BYTES
        } is the most`,
        { kind: "large" },
      );
    }
    const part = (i: number) => bytes.slice(i * PART_BYTES, (i + 1) * PART_BYTES);
    const operation = this.#kv.atomic().set(
      keys.document(this.#collection, id),
      { bytes: part(0), further: parts - 1 } satisfies Head,
    );
    for (let i = 1; i < MOST_PARTS; i++) {
      const key = keys.part(this.#collection, id, i);
      if (i < parts) operation.set(key, part(i));
      else operation.delete(key);
    }
    this.#noted(operation);
    return operation;
  }

  /** Deletes the document of that id; what it was at that moment, `undefined` where there was none. */
  delete(id: string): Promise<T | undefined> {
    return this.#inTurn(id, async () => {
      while (true) {
        const before = await this.#read(id);
        if (!before) return undefined;
        const operation = this.#kv.atomic().check(before.head).delete(before.head.key);
        for (let i = 1; i < MOST_PARTS; i++) operation.delete(keys.part(this.#collection, id, i));
        this.#noted(operation);
        if (await this.#kv.commit(operation)) return before.value;
      }
    });
  }

  /** All documents, by id in order. */
  async list(): Promise<{ readonly id: string; readonly value: T }[]> {
    const found: { readonly id: string; readonly value: T }[] = [];
    const prefix = keys.documents(this.#collection);
    for await (const entry of this.#kv.list<Head>({ prefix })) {
      const id = String(entry.key.at(-1));
      const value = await this.#whole(entry) ?? await this.get(id);
      if (value !== undefined) found.push({ id, value });
    }
    return found;
  }

  /** One change at a time within a process, so that many at once need not all try again and again. */
  #inTurn<R>(id: string, work: () => Promise<R>): Promise<R> {
    return this.#kv.inTurn(`${this.#collection}\n${id}`, work);
  }

  async #read(id: string): Promise<Read<T> | undefined> {
    while (true) {
      const [head] = await this.#kv.entries<Head>([keys.document(this.#collection, id)]);
      if (!head!.value) return undefined;
      const value = await this.#whole(head!);
      if (value !== undefined) return { value, head: head! };
    }
  }

  /**
   * `undefined` where another process changed the document between two reads. A long one whose version
   * is still that of the last reading is not read again.
   */
  async #whole({ key, value, versionstamp }: Deno.KvEntry<Head>): Promise<T | undefined> {
    const id = String(key.at(-1));
    const name = `${this.#collection}\n${id}`;
    const kept = KEPT.get(this.#kv)?.get(name);
    if (kept?.versionstamp === versionstamp) return kept.value as T;
    const wanted = Array.from(
      { length: value.further },
      (_, i) => keys.part(this.#collection, id, i + 1),
    );
    const parts = await this.#kv.entries<Uint8Array>(wanted);
    if (parts.some((part) => part.versionstamp !== versionstamp)) return undefined;
    const bytes = [value.bytes, ...parts.map((part) => part.value!)];
    const whole = JSON.parse(await new Blob(bytes as BlobPart[]).text()) as T;
    if (value.further > 0) this.#keep(name, { versionstamp, value: whole });
    return whole;
  }

  #keep(name: string, read: { readonly versionstamp: string; readonly value: T }): void {
    const all = KEPT.get(this.#kv) ?? new Map();
    KEPT.set(this.#kv, all);
    all.delete(name);
    all.set(name, read);
    if (all.size > MOST_KEPT) all.delete(all.keys().next().value!);
  }
}
