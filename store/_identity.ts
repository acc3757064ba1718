import { StoreError } from "./failure.ts";
import { isRemote } from "./location.ts";

/**
 * Which file a store was opened from. SQLite writes on into a file that was deleted or replaced under
 * its name, and says that all is well; what it writes is gone with the process.
 */
export class Identity {
  readonly #path: string;
  readonly #id: string;

  private constructor(path: string, id: string) {
    this.#path = path;
    this.#id = id;
  }

  /** The file at a location as it is now; `undefined` for stores that are no file. */
  static async of(location: string): Promise<Identity | undefined> {
    if (location === ":memory:" || isRemote(location)) return undefined;
    const id = await idOf(location);
    return id === undefined ? undefined : new Identity(location, id);
  }

  /** Throws a StoreError where the path leads to no file any more, or to another. */
  async check(action: string): Promise<void> {
    const now = await idOf(this.#path);
    if (now === this.#id) return;
    const fate = now === undefined ? "deleted or moved away" : "replaced by another";
    throw new StoreError(
      `Cannot ${action}: its file was ${fate} while this program had it open; put it back, or open the store again`,
      { kind: "lost" },
    );
  }
}

async function idOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await Deno.stat(path);
    return `${dev}:${ino}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}
