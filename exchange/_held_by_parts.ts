import { resolve, sep } from "node:path";
import type { TrackId } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { nameOfPart, withPart } from "./_parts.ts";

/** What the parts of a collection hold, all of them together, and what the whole has beyond that. */
export class HeldByParts {
  /** Hash of the audio of each file of a track, by path. */
  readonly #files = new Map<string, string>();
  readonly #failed = new Set<string>();
  readonly #skipped = new Set<string>();
  /** Names of the parts that could not be read. */
  readonly unread: string[] = [];

  /** Reads every part, each from a copy. */
  static async read(paths: readonly string[], scratch: string): Promise<HeldByParts> {
    const held = new HeldByParts();
    for (const path of paths) {
      const fault = await withPart(path, scratch, (part) => held.#add(part));
      if (fault !== undefined) held.unread.push(nameOfPart(path));
    }
    return held;
  }

  async #add(part: Store): Promise<void> {
    for await (const { path, hash } of part.files()) this.note(path, hash);
    for (const { path } of await part.errors()) this.#failed.add(path);
    for (const { path } of await part.skipped()) this.#skipped.add(path);
  }

  /** Notes a file of a track that came since. */
  note(path: string, hash: string): void {
    this.#files.set(path, hash);
  }

  /** Whether a part has a track of a file. */
  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** What the whole has that no part has. Files that people dropped on a page are of no part. */
  async missingIn(whole: Store): Promise<Missing> {
    const gone: { readonly id: TrackId; readonly path: string; readonly hash: string }[] = [];
    const here = new Set<string>();
    for await (const { id, path, hash } of whole.files()) {
      here.add(path);
      if (!this.has(path) && !isKept(whole, path)) gone.push({ id, path, hash });
    }
    const moved = this.#newPlaces(here);
    const tracks = gone.filter(({ hash }) => {
      const left = moved.get(hash) ?? 0;
      moved.set(hash, left - 1);
      return left < 1;
    });
    const failures = (await whole.errors()).filter(({ path }) => !this.#failed.has(path));
    const skipped = (await whole.skipped()).filter(({ path }) => !this.#skipped.has(path));
    return { tracks, failures, skipped: skipped.map(({ path }) => path), of: here.size };
  }

  /** How many files of each audio have a path that the whole has nothing at. */
  #newPlaces(here: ReadonlySet<string>): Map<string, number> {
    const places = new Map<string, number>();
    for (const [path, hash] of this.#files) {
      if (hash !== "" && !here.has(path)) places.set(hash, (places.get(hash) ?? 0) + 1);
    }
    return places;
  }
}

/** What no part has any more. */
export interface Missing {
  readonly tracks: readonly { readonly id: TrackId; readonly path: string }[];
  readonly failures: readonly { readonly path: string; readonly at: number }[];
  /** Paths of files that were not analysed. */
  readonly skipped: readonly string[];
  /** Tracks that the whole has in all. */
  readonly of: number;
}

function isKept({ location }: Store, path: string): boolean {
  return path.startsWith(resolve(`${location}.kept`) + sep);
}
