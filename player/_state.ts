import { batch, computed, signal } from "@preact/signals";
import type { Playable, Seconds } from "../domain/mod.ts";
import { matchOf } from "./_gain.ts";

/** Tracks in the order they are played. */
export const queue = signal<readonly Playable[]>([]);
/** Place of the current track in {@linkcode queue}; -1 before the first one. */
export const position = signal(-1);
/** The track in the player bar. */
export const current = computed<Playable | undefined>(() => queue.value[position.value]);
/** Whether the current track is meant to sound. */
export const playing = signal(false);
/** Where the current track is. */
export const time = signal<Seconds>(0);
/** Length of the current track, from the file once it is known; 0 before. */
export const duration = signal<Seconds>(0);
/** Why the current track does not sound, and what to do; undefined while all is well. */
export const problem = signal<string | undefined>(undefined);
/** Position of the volume slider, 0..1. */
export const volume = signal(1);
/** Whether tracks are brought to one loudness. */
export const matched = signal(true);
/** What matching does to the current track. */
export const match = computed(() => matchOf(current.value ?? {}));
/** Where to go in the current track; a new object for each request. */
export const seekRequest = signal<{ readonly to: Seconds }>({ to: 0 });

/**
 * Plays a track. The one that plays already goes on; any other takes its place in the queue, which
 * is replaced when a new one is given.
 */
export function play(
  track: Playable,
  options: { readonly queue?: readonly Playable[] } = {},
): void {
  batch(() => {
    if (current.value?.id !== track.id) {
      const list = options.queue ?? queue.value;
      const found = list.findIndex(({ id }) => id === track.id);
      if (found >= 0) {
        queue.value = list;
        goTo(found);
      } else {
        queue.value = list.toSpliced(position.value + 1, 0, track);
        goTo(position.value + 1);
      }
    }
    problem.value = undefined;
    playing.value = true;
  });
}

/** Plays where it is paused, pauses where it plays. */
export function toggle(): void {
  if (!current.value) return;
  problem.value = undefined;
  playing.value = !playing.value;
}

/** Pauses. */
export function pause(): void {
  playing.value = false;
}

/** Plays the next track of the queue; stops at its end. */
export function next(): void {
  if (position.value + 1 < queue.value.length) jump(position.value + 1);
  else playing.value = false;
}

/** Seconds after which `previous()` starts the track again instead of leaving it. */
const RESTART_AFTER: Seconds = 3;

/** Starts the current track again, or plays the one before it when it has only begun. */
export function previous(): void {
  if (time.value > RESTART_AFTER || position.value <= 0) seek(0);
  else jump(position.value - 1);
}

/** Plays the track at a place in the queue. */
export function jump(place: number): void {
  if (queue.value[place] === undefined) return;
  batch(() => {
    goTo(place);
    problem.value = undefined;
    playing.value = true;
  });
}

/** Goes to a point of the current track, in seconds from its start. */
export function seek(to: Seconds): void {
  if (!current.value) return;
  const end = duration.value > 0 ? duration.value : Infinity;
  const target = Math.min(Math.max(0, to), end);
  batch(() => {
    time.value = target;
    seekRequest.value = { to: target };
  });
}

/** Puts tracks at the end of the queue, without those that are in it already. */
export function enqueue(...tracks: readonly Playable[]): void {
  const known = new Set(queue.value.map(({ id }) => id));
  queue.value = [...queue.value, ...tracks.filter(({ id }) => !known.has(id))];
}

/** Takes the track at a place out of the queue; the current one goes on to the next. */
export function dequeue(place: number): void {
  batch(() => {
    const left = queue.value.toSpliced(place, 1);
    queue.value = left;
    if (place < position.value) position.value--;
    else if (place === position.value) {
      goTo(Math.min(place, left.length - 1));
      if (left.length === 0) playing.value = false;
    }
  });
}

/** Empties the queue but for the current track. */
export function clearQueue(): void {
  batch(() => {
    const kept = current.value;
    queue.value = kept ? [kept] : [];
    position.value = kept ? 0 : -1;
  });
}

function goTo(place: number): void {
  position.value = place;
  time.value = 0;
  duration.value = queue.value[place]?.duration ?? 0;
}
