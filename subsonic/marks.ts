import { createHash } from "node:crypto";
import type { Instant } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";

/** What a user has said of a song, an album or an artist, and how often a song was played. */
export interface Mark {
  readonly starred?: Instant;
  /** 1 to 5. */
  readonly rating?: number;
  readonly plays?: number;
  /** When it was last played. */
  readonly played?: Instant;
}

/** Marks by the id of what they are of. */
export type MarksById = ReadonlyMap<string, Mark>;

/** Marks of one user lie in so many documents, by a hash of what they are of. */
const SHARDS = 256;
/** Milliseconds for which marks are taken as read; changes made here are seen at once. */
const FRESH = 5_000;

type Shard = Readonly<Record<string, Mark>>;

interface Read {
  readonly at: number;
  readonly marks: Map<string, Mark>;
}

/** The marks of all users, kept in the store. */
export class Marks {
  readonly #store: Store;
  readonly #read = new Map<string, Promise<Read>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The marks of a user. */
  async of(user: string): Promise<MarksById> {
    const known = await this.#read.get(user);
    if (known && performance.now() - known.at < FRESH) return known.marks;
    const reading = this.#readAll(user);
    this.#read.set(user, reading);
    reading.catch(() => this.#read.delete(user));
    return (await reading).marks;
  }

  /** Changes a mark by what it is at that moment; one that says nothing any more is forgotten. */
  async change(
    { user, id }: { readonly user: string; readonly id: string },
    change: (before: Mark) => Mark,
  ): Promise<void> {
    const shard = createHash("sha256").update(id).digest()[0]! % SHARDS;
    const stored = await marksIn(this.#store, user).update(
      shard.toString(16).padStart(2, "0"),
      ({ [id]: before = {}, ...others }) => {
        const after = change(before);
        return Object.keys(after).length === 0 ? others : { ...others, [id]: after };
      },
      {},
    );
    const known = await this.#read.get(user);
    const after = stored[id];
    if (after) known?.marks.set(id, after);
    else known?.marks.delete(id);
  }

  async #readAll(user: string): Promise<Read> {
    const shards = await marksIn(this.#store, user).list();
    const marks = new Map(shards.flatMap(({ value }) => Object.entries(value)));
    return { at: performance.now(), marks };
  }
}

/** Forgets all that a user has marked. */
export async function forgetMarks(store: Store, user: string): Promise<void> {
  const documents = marksIn(store, user);
  for (const { id } of await documents.list()) await documents.delete(id);
}

function marksIn(store: Store, user: string) {
  return store.documents<Shard>(`subsonic-marks ${user}`);
}
