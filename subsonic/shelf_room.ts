import type { Store } from "../store/mod.ts";
import { type Shelves, shelvesOf } from "./shelves.ts";
import { Songs } from "./songs.ts";

/**
 * Milliseconds for which shelves stand at least while an analysis goes on changing what is on them, and
 * how many times as long as it took to put them up.
 */
const STANDING = 10_000;
const TIMES_AS_LONG = 20;

interface Standing {
  readonly at: number;
  /** Milliseconds that putting them up took. */
  readonly took: number;
  readonly whole: Shelves;
  /** What lies in one of the folders, by its number. */
  readonly parts: Map<string, Shelves>;
}

/** The shelves of a store, put up again once songs have changed. */
export class ShelfRoom {
  readonly #store: Store;
  readonly #songs: Songs;
  #standing: Standing | undefined;
  #building: Promise<Standing> | undefined;

  constructor(store: Store) {
    this.#store = store;
    this.#songs = new Songs(store);
  }

  /** All there is, or what lies in the folder of that number; all where there is no such folder. */
  async within(musicFolder: string | null): Promise<Shelves> {
    this.#building ??= this.#current().finally(() => this.#building = undefined);
    const { whole, parts } = await this.#building;
    const root = whole.roots[Number(musicFolder) - 1];
    if (musicFolder === null || !root || whole.roots.length === 1) return whole;
    let part = parts.get(musicFolder);
    if (!part) {
      const inside = whole.songs.filter(({ path }) => path.startsWith(`${root.path}/`));
      part = shelvesOf(inside, { roots: [root.path] });
      parts.set(musicFolder, part);
    }
    return part;
  }

  async #current(): Promise<Standing> {
    const standing = this.#standing;
    const now = performance.now();
    if (standing && now - standing.at < Math.max(STANDING, TIMES_AS_LONG * standing.took)) {
      return standing;
    }
    const changed = await this.#songs.refresh();
    if (standing && !changed) {
      this.#standing = { ...standing, at: performance.now() };
      return this.#standing;
    }
    const whole = shelvesOf(this.#songs.all.values(), { roots: await this.#store.roots() });
    const at = performance.now();
    this.#standing = { at, took: at - now, whole, parts: new Map() };
    return this.#standing;
  }
}
