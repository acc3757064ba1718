import { batch, computed, signal } from "@preact/signals";
import type { Playable } from "../domain/mod.ts";
import { current, goTo, playing, position, queue } from "./_signals.ts";

interface Kept {
  readonly queue: readonly Playable[];
  readonly position: number;
}

/** Queues that can be gone back to. */
const MOST_KEPT = 50;

const past = signal<readonly Kept[]>([]);
const future = signal<readonly Kept[]>([]);

/** Whether a change of the queue can be taken back. */
export const canUndoQueue = computed(() => past.value.length > 0);
/** Whether a change that was taken back can be made again. */
export const canRedoQueue = computed(() => future.value.length > 0);

/** Keeps the queue as it is, before a change of it. */
export function keepQueue(): void {
  past.value = [...past.value, { queue: queue.value, position: position.value }].slice(-MOST_KEPT);
  future.value = [];
}

/** Takes the last change of the queue back; what plays goes on where it is in both. */
export function undoQueue(): void {
  swap(past, future);
}

/** Makes the change again that was taken back last. */
export function redoQueue(): void {
  swap(future, past);
}

function swap(from: typeof past, to: typeof past): void {
  const kept = from.value.at(-1);
  if (!kept) return;
  batch(() => {
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, { queue: queue.value, position: position.value }];
    const playingId = current.value?.id;
    const found = kept.queue.findIndex(({ id }) => id === playingId);
    queue.value = kept.queue;
    if (found >= 0) position.value = found;
    else goTo(kept.position);
    if (kept.queue.length === 0) playing.value = false;
  });
}
