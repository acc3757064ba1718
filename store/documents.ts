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

const encoder = new TextEncoder();

/** JSON values by id, such as playlists, listening tests or settings. At most 720,000 bytes each. */
export class Documents<T> {
  readonly #kv: Kv;
  readonly #collection: string;

  constructor(kv: Kv, collection: string) {
    this.#kv = kv;
    this.#collection = collection;
  }

  /** The document of that id. */
  async get(id: string): Promise<T | undefined> {
    while (true) {
      const [entry] = await this.#kv.entries<Head>([keys.document(this.#collection, id)]);
      if (!entry!.value) return undefined;
      const found = await this.#whole(entry!);
      if (found !== undefined) return found;
    }
  }

  /** Stores a document in place of the one of that id. Throws a StoreError where it is too long. */
  async put(id: string, value: T): Promise<void> {
    const bytes = encoder.encode(JSON.stringify(value));
    const parts = Math.ceil(bytes.length / PART_BYTES);
    if (parts > MOST_PARTS) {
      throw new StoreError(
        `Cannot store ${this.#collection} ${id}: it takes ${bytes.length} bytes of JSON, and ${
          MOST_PARTS * PART_BYTES
        } is the most`,
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
    await this.#kv.commit(operation);
  }

  /** Deletes the document of that id, if there is one. */
  async delete(id: string): Promise<void> {
    const operation = this.#kv.atomic().delete(keys.document(this.#collection, id));
    for (let i = 1; i < MOST_PARTS; i++) operation.delete(keys.part(this.#collection, id, i));
    await this.#kv.commit(operation);
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

  /** `undefined` where another process changed the document between two reads. */
  async #whole({ key, value, versionstamp }: Deno.KvEntry<Head>): Promise<T | undefined> {
    const id = String(key.at(-1));
    const wanted = Array.from(
      { length: value.further },
      (_, i) => keys.part(this.#collection, id, i + 1),
    );
    const parts = await this.#kv.entries<Uint8Array>(wanted);
    if (parts.some((part) => part.versionstamp !== versionstamp)) return undefined;
    const bytes = [value.bytes, ...parts.map((part) => part.value!)];
    return JSON.parse(await new Blob(bytes as BlobPart[]).text()) as T;
  }
}
