import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { tell } from "../../player/mod.ts";
import {
  changePlaylist,
  openPlaylist,
  type Playlist,
  type PlaylistEdit,
  wordsOf,
} from "../../wire/mod.ts";

/** A change of a playlist, both ways. */
interface Edit {
  readonly id: string;
  readonly before: PlaylistEdit;
  readonly after: PlaylistEdit;
}

/** Changes that can be gone back. */
const MOST_KEPT = 100;

/** The playlist that is open, and changes of it, saved one after the other and taken back one by one. */
export interface Edits {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes the open playlist at once, and saves it. */
  readonly put: (after: PlaylistEdit, words: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Edits of the playlist that is shown. */
export function useEdits(shown: Signal<Playlist | undefined>): Edits {
  const past = useSignal<readonly Edit[]>([]);
  const future = useSignal<readonly Edit[]>([]);
  const saving = useRef(Promise.resolve());
  const undo = () => step(past, future, "before");
  const redo = () => step(future, past, "after");

  /** Saves after what is being saved; where it fails, the playlist is what the server has. */
  function save(id: string, fields: PlaylistEdit, words: string): void {
    const current = shown.peek();
    if (current?.id === id) shown.value = { ...current, ...fields };
    saving.current = saving.current.then(async () => {
      try {
        await changePlaylist(id, fields);
        if (shown.peek()?.id !== id) shown.value = await openPlaylist(id);
        tell({ words, undo });
      } catch (error) {
        tell({ words: wordsOf(error), fault: true });
        shown.value = await openPlaylist(id).catch(() => shown.peek());
      }
    });
  }

  function put(after: PlaylistEdit, words: string): void {
    const current = shown.peek();
    if (!current) return;
    const { id, name, tracks } = current;
    const before = { ...(after.name !== undefined && { name }), ...(after.tracks && { tracks }) };
    past.value = [...past.peek(), { id, before, after }].slice(-MOST_KEPT);
    future.value = [];
    save(id, after, `Saved: ${words}`);
  }

  function step(from: typeof past, to: typeof past, way: "before" | "after"): void {
    const edit = from.peek().at(-1);
    if (!edit) return;
    from.value = from.peek().slice(0, -1);
    to.value = [...to.peek(), edit];
    save(edit.id, edit[way], way === "before" ? "Taken back, and saved" : "Made again, and saved");
  }

  return { canUndo: past.value.length > 0, canRedo: future.value.length > 0, put, undo, redo };
}
