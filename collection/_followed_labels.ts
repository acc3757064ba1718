import type { Columns, LabelEntries, LabelSet, TrackId } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";
import { type LabelData, labelData, withLabels } from "./_labels.ts";

interface Followed {
  readonly set: LabelSet;
  readonly entries: LabelEntries;
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
    const sets = new Map<string, Followed>();
    for (const set of await this.#store.labels.list()) {
      sets.set(set.id, { set, entries: await this.#store.labels.entries(set.id) });
    }
    this.#sets = sets;
  }

  /** Reads some sets anew. */
  async read(ids: readonly string[]): Promise<void> {
    const sets = new Map(this.#sets);
    for (const id of ids) {
      const set = await this.#store.labels.get(id);
      if (set) sets.set(id, { set, entries: await this.#store.labels.entries(id) });
      else sets.delete(id);
    }
    this.#sets = new Map([...sets].sort(([a], [b]) => a < b ? -1 : 1));
  }

  /** The columns with those of the label sets. */
  over<C extends Columns>(columns: C): C {
    const data = [...this.#sets.values()].map((followed) => {
      const { set, entries, made } = followed;
      if (made?.ids === columns.ids) return made.data;
      followed.made = { ids: columns.ids, data: labelData(set, { entries, ids: columns.ids }) };
      return followed.made.data;
    });
    return withLabels(columns, data);
  }
}
