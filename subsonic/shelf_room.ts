import type { Store } from "../store/mod.ts";
import { type Shelves, shelvesOf } from "./shelves.ts";
import { Songs } from "./songs.ts";

/** Milliseconds for which shelves stand while an analysis goes on changing what is on them. */
const STANDING = 10_000;

interface Standing {
  readonly at: number;
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
    if (standing && performance.now() - standing.at < STANDING) return standing;
    const changed = await this.#songs.refresh();
    if (standing && !changed) {
      this.#standing = { ...standing, at: performance.now() };
      return this.#standing;
    }
    const whole = shelvesOf(this.#songs.all.values(), { roots: await this.#store.roots() });
    this.#standing = { at: performance.now(), whole, parts: new Map() };
    return this.#standing;
  }
}
