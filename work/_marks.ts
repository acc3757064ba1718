import { join } from "node:path";
import type { JobName } from "./job.ts";

const ENDING = ".under-way";

/**
 * Files that say what is under way. Each is locked by its program, so that one without a lock is of a
 * program that ended before its work.
 */
export class Marks {
  readonly #folder: string | undefined;
  /** What ends each mark, by its path. */
  readonly #held = new Map<string, () => void>();

  constructor(folder: string | undefined) {
    this.#folder = folder && join(folder, "work");
  }

  /** What was cut; it is forgotten here. */
  cut(): JobName[] {
    const folder = this.#folder;
    if (folder === undefined) return [];
    return namesIn(folder).flatMap((name) => {
      const path = join(folder, name);
      try {
        using file = Deno.openSync(path, { read: true, write: true });
        if (!file.tryLockSync(true)) return [];
        Deno.removeSync(path);
        const [kind, ...id] = decodeURIComponent(name.slice(0, -ENDING.length)).split(" ");
        return [{ kind: kind!, id: id.join(" ") }];
      } catch {
        return [];
      }
    });
  }

  /** Marks work as under way; gives the function that ends this. */
  mark({ kind, id }: JobName): () => void {
    if (this.#folder === undefined) return () => {};
    const path = pathOf(this.#folder, { kind, id });
    try {
      Deno.mkdirSync(this.#folder, { recursive: true });
      const file = Deno.openSync(path, { write: true, create: true });
      if (!file.tryLockSync(true)) {
        file.close();
        return () => {};
      }
      const unmark = () => {
        if (this.#held.get(path) !== unmark) return;
        this.#held.delete(path);
        file.close();
        remove(path);
      };
      this.#held.set(path, unmark);
      return unmark;
    } catch {
      return () => {};
    }
  }

  /** Whether another program has this work under way. */
  isElsewhere(name: JobName): boolean {
    if (this.#folder === undefined) return false;
    const path = pathOf(this.#folder, name);
    if (this.#held.has(path)) return false;
    try {
      using file = Deno.openSync(path, { read: true, write: true });
      return !file.tryLockSync(true);
    } catch {
      return false;
    }
  }

  close(): void {
    for (const unmark of [...this.#held.values()]) unmark();
  }
}

function pathOf(folder: string, { kind, id }: JobName): string {
  return join(folder, `${encodeURIComponent(`${kind} ${id}`)}${ENDING}`);
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name)
      .filter((name) => name.endsWith(ENDING));
  } catch {
    return [];
  }
}

/** Another program may have taken the mark away. */
function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
