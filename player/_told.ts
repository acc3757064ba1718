import { signal } from "@preact/signals";
import { type Playable, plural } from "../domain/mod.ts";
import { undoQueue } from "./_queue_history.ts";

/** Something that was done, in words, and how to take it back. */
export interface Told {
  readonly words: string;
  readonly fault?: boolean;
  readonly undo?: () => Promise<void> | void;
}

/** How long it is told, ms. */
const SHOWN = 10_000;

/** What is told at the foot of the page, and by screen readers. */
export const told = signal<Told | undefined>(undefined);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells what was done. */
export function tell(next: Told): void {
  clearTimeout(timer);
  told.value = next;
  timer = setTimeout(() => told.value = undefined, SHOWN);
}

/** Ends the telling. */
export function untell(): void {
  clearTimeout(timer);
  told.value = undefined;
}

/** What to tell of tracks that were put into the queue. */
export function queuedWords(
  tracks: readonly Playable[],
  { count, next }: { readonly count: number; readonly next: boolean },
): Told {
  const what = count === 1 && tracks.length === 1 ? tracks[0]!.title : plural(count, "track");
  if (count === 0) return { words: "Nothing was added: it plays already, or cannot be played" };
  return { words: next ? `Next: ${what}` : `Added to the queue: ${what}`, undo: undoQueue };
}
