import { batch, computed } from "@preact/signals";
import type { Playable, Seconds } from "../domain/mod.ts";
import { keepQueue } from "./_queue_history.ts";
import {
  current,
  duration,
  goTo,
  playing,
  position,
  problem,
  queue,
  repeat,
  seekRequest,
  time,
} from "./_signals.ts";

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
        if (!isSame(list, queue.value)) keepQueue();
        queue.value = list;
        goTo(found);
      } else {
        keepQueue();
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

function isSame(list: readonly Playable[], other: readonly Playable[]): boolean {
  return list.length === other.length && list.every(({ id }, i) => id === other[i]?.id);
}

/** Whether there is a next track to go to. */
export const hasNext = computed(() =>
  position.value + 1 < queue.value.length || repeat.value === "all" && queue.value.length > 0
);

/** Plays the next track of the queue; at its end the first one where it repeats, else stops. */
export function next(): void {
  if (position.value + 1 < queue.value.length) jump(position.value + 1);
  else if (repeat.value === "all") jump(0);
  else playing.value = false;
}

/** What comes when a track has ended: the same one where that repeats, else the next. */
export function goOn(): void {
  if (repeat.value === "one") seek(0);
  else next();
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
    const again = place === position.value;
    goTo(place);
    if (again) seek(0);
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
