import type { Collection } from "../../collection/mod.ts";
import type { Instant, LabelSet, TrackId } from "../../domain/mod.ts";
import {
  copyForHand,
  createHandSet,
  type HandEdit,
  labelByHand,
  undoEdit,
} from "../../labels/mod.ts";
import type { LabelChanges, Store } from "../../store/mod.ts";

/** Edits that can still be taken back, and labels of tracks in all of them; the oldest go first. */
const MOST_UNDO = 200;
const MOST_ENTRIES = 500_000;

/** A set of labels by hand, and how many tracks have a label of it. */
export interface HandSet {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly string[];
  /** Whether a track can have more than one label. */
  readonly several: boolean;
  readonly tracks: number;
}

/** Labels given by hand on the pages, each edit with what takes it back while the server runs. */
export class HandLabels {
  readonly #store: Store;
  readonly #collection: Collection;
  readonly #edits = new Map<string, { readonly set: string; readonly done: LabelChanges }>();

  constructor({ store, collection }: { readonly store: Store; readonly collection: Collection }) {
    this.#store = store;
    this.#collection = collection;
  }

  /** The sets of labels by hand, latest edited first. */
  async sets(): Promise<readonly HandSet[]> {
    const sets = (await this.#store.labels.list()).filter(({ origin }) => origin === "hand");
    return sets.toSorted((a, b) => b.joined - a.joined).map((set) => this.#shown(set));
  }

  /** The labels of a track in each set by hand that has any, by the id of the set. */
  of(track: TrackId): Readonly<Record<string, readonly string[]>> {
    const row = this.#collection.row(track);
    const given: Record<string, readonly string[]> = {};
    for (const column of Object.values(this.#collection.columns.labels ?? {})) {
      const { set: { id, origin, classes }, offsets } = column;
      if (origin !== "hand" || row === undefined) continue;
      const own = column.classes.subarray(offsets[row]!, offsets[row + 1]!);
      if (own.length > 0) given[id] = Array.from(own, (index) => classes[index]!);
    }
    return given;
  }

  /** Makes an empty set. Throws a LabelError where its name is none, or taken. */
  async make(wanted: { readonly name: string; readonly several: boolean; readonly at: Instant }) {
    const set = await createHandSet(this.#store.labels, wanted);
    await this.#follow();
    return this.#shown(set);
  }

  /** Copies a set, to be corrected by hand. Throws a LabelError where there is none, or its name is taken. */
  async copy(
    id: string,
    wanted: { readonly name: string; readonly by: string; readonly at: Instant },
  ) {
    const set = await copyForHand(this.#store.labels, id, wanted);
    await this.#follow();
    return this.#shown(set);
  }

  /** Labels tracks; gives a name for the edit, with which it can be taken back. Throws a LabelError. */
  async label(set: string, edit: HandEdit): Promise<string> {
    return await this.#remember(set, await labelByHand(this.#store.labels, set, edit));
  }

  /** Takes an edit back; gives the name of what makes it again, `undefined` where it is not known. */
  async undo(set: string, edit: string): Promise<string | undefined> {
    const known = this.#edits.get(edit);
    if (known?.set !== set || !await this.#store.labels.get(set)) return undefined;
    this.#edits.delete(edit);
    return await this.#remember(set, await undoEdit(this.#store.labels, set, known.done));
  }

  async #remember(set: string, done: LabelChanges): Promise<string> {
    const name = crypto.randomUUID();
    this.#edits.set(name, { set, done });
    let entries = [...this.#edits.values()].reduce((sum, { done }) => sum + done.size, 0);
    for (const [old, { done }] of [...this.#edits].slice(0, -1)) {
      if (this.#edits.size <= MOST_UNDO && entries <= MOST_ENTRIES) break;
      this.#edits.delete(old);
      entries -= done.size;
    }
    await this.#follow();
    return name;
  }

  /** Brings the columns up to date: a look under way may have begun before the edit, the next has not. */
  async #follow(): Promise<void> {
    await this.#collection.refresh();
    await this.#collection.refresh();
  }

  #shown({ id, name, classes, several }: LabelSet): HandSet {
    const present = this.#collection.columns.labels?.[id]?.present ?? new Uint8Array(0);
    return { id, name, classes, several, tracks: present.reduce((sum, one) => sum + one, 0) };
  }
}
