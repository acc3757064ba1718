import type { Columns, TrackId } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { LabelCells } from "./label_cells.ts";
import { type LabelData, withLabels } from "./_labels.ts";

interface Followed {
  readonly cells: LabelCells;
  /** The columns made of it, and of which rows. */
  made?: { readonly ids: readonly TrackId[]; readonly data: LabelData };
}

/** The label sets of a store as last read, laid over the columns of its tracks. */
export class FollowedLabels {
  readonly #store: Store;
  #sets = new Map<string, Followed>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Reads all sets. */
  async readAll(): Promise<void> {
    this.#sets = new Map();
    await this.read((await this.#store.labels.list()).map(({ id }) => id));
  }

  /** Reads some sets anew. */
  async read(ids: readonly string[]): Promise<void> {
    const sets = new Map(this.#sets);
    for (const id of ids) {
      const cells = await this.#store.labels.gather(id, (set) => new LabelCells(set));
      if (cells) sets.set(id, { cells });
      else sets.delete(id);
    }
    this.#sets = new Map([...sets].sort(([a], [b]) => a < b ? -1 : 1));
  }

  /** The columns with those of the label sets. */
  over<C extends Columns>(columns: C): C {
    const data = [...this.#sets.values()].map((followed) => {
      const { cells, made } = followed;
      if (made?.ids === columns.ids) return made.data;
      followed.made = { ids: columns.ids, data: cells.over(columns.ids) };
      return followed.made.data;
    });
    return withLabels(columns, data);
  }
}
