import type { Collection } from "../../collection/mod.ts";
import type { TrackId } from "../../domain/mod.ts";
import { type HandEdit, labelByHand, LabelError, undoEdit } from "../../labels/mod.ts";
import type { LabelEdits, Store } from "../../store/mod.ts";

/** What an edit by hand did. */
export interface EditDone {
  /** Id of the label set. */
  readonly set: string;
  readonly tracks: number;
  /** Takes it back; given to {@linkcode Labelling.undo}. */
  readonly undo: string;
}

/** Entries, of all edits together, that can be taken back; the oldest edits go first. */
const MOST_REMEMBERED = 500_000;

/** Labels by hand, each edit with its way back for as long as the server runs. */
export class Labelling {
  readonly #store: Store;
  readonly #collection: Collection;
  readonly #edits = new Map<string, { readonly set: string; readonly before: LabelEdits }>();

  constructor(options: { readonly store: Store; readonly collection: Collection }) {
    this.#store = options.store;
    this.#collection = options.collection;
  }

  /** Labels tracks; those that are not in the collection are passed over. Throws a LabelError. */
  async edit(set: string, edit: HandEdit): Promise<EditDone> {
    const tracks = edit.tracks.filter((id: TrackId) => this.#collection.row(id) !== undefined);
    if (tracks.length === 0) throw new LabelError("Cannot label: none of these tracks is here");
    const before = await labelByHand(this.#store.labels, set, { ...edit, tracks });
    return await this.#done(set, before);
  }

  /** Takes an edit back; what it gives makes it again. Throws a LabelError where it is forgotten. */
  async undo(token: string): Promise<EditDone> {
    const edit = this.#edits.get(token);
    if (!edit) {
      throw new LabelError(
        "Cannot take this back: the server was started since, or too much was labelled after it",
      );
    }
    this.#edits.delete(token);
    const before = await undoEdit(this.#store.labels, edit.set, edit.before);
    return await this.#done(edit.set, before);
  }

  async #done(set: string, before: LabelEdits): Promise<EditDone> {
    const undo = crypto.randomUUID();
    this.#edits.set(undo, { set, before });
    let entries = 0;
    for (const { before } of this.#edits.values()) entries += before.size;
    for (const [oldest, { before }] of this.#edits) {
      if (entries <= MOST_REMEMBERED || oldest === undo) break;
      this.#edits.delete(oldest);
      entries -= before.size;
    }
    await this.#collection.refresh();
    return { set, tracks: before.size, undo };
  }
}
