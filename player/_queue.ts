import { batch } from "@preact/signals";
import { type Playable, type Random, shuffled } from "../domain/mod.ts";
import { moved } from "./list/reorder.ts";
import { keepQueue } from "./_queue_history.ts";
import { current, goTo, playing, position, queue } from "./_signals.ts";

/** The most tracks that a queue holds. */
export const MOST_QUEUED = 5_000;

/**
 * Puts tracks into the queue before a place, each once: those that are in it already move there. The
 * current one stays, what cannot be played is left out.
 *
 * @returns How many stand there now
 */
export function insertInQueue(tracks: readonly Playable[], place: number): number {
  const now = current.value;
  const given = new Map(
    tracks.filter(({ silent }) => !silent).map((track) => [track.id, track]),
  );
  if (now) given.delete(now.id);
  const stays = ({ id }: Playable) => !given.has(id);
  const [before, after] = [queue.value.slice(0, place), queue.value.slice(place)]
    .map((part) => part.filter(stays));
  const room = MOST_QUEUED - before!.length - after!.length;
  const fresh = [...given.values()].slice(0, Math.max(0, room));
  if (fresh.length > 0) change([...before!, ...fresh, ...after!]);
  return fresh.length;
}

/** Puts tracks behind the current one; see {@linkcode insertInQueue}. */
export function playNext(tracks: readonly Playable[]): number {
  return insertInQueue(tracks, position.value + 1);
}

/** Puts tracks at the end of the queue; see {@linkcode insertInQueue}. */
export function enqueue(tracks: readonly Playable[]): number {
  return insertInQueue(tracks, queue.value.length);
}

/** Moves the tracks at some places of the queue before another. */
export function moveInQueue(places: Iterable<number>, gap: number): void {
  change(moved(queue.value, { places, gap }).list);
}

/** Puts the tracks of the queue in the order of their ids; ids that are not in it are passed over. */
export function orderQueue(ids: readonly string[]): void {
  const byId = new Map(queue.value.map((track) => [track.id, track]));
  change(ids.flatMap((id) => byId.get(id) ?? []));
}

/** Shuffles what comes after the current track. */
export function shuffleAhead(random: Random = Math.random): void {
  const ahead = position.value + 1;
  const { value } = queue;
  change([...value.slice(0, ahead), ...shuffled(value.slice(ahead), random)]);
}

/** Takes the tracks at some places out of the queue; the current one goes on to the next. */
export function dequeue(...places: readonly number[]): void {
  const gone = new Set(places.filter((place) => queue.value[place] !== undefined));
  if (gone.size === 0) return;
  keepQueue();
  batch(() => {
    const at = position.value;
    const left = queue.value.filter((_, place) => !gone.has(place));
    const before = queue.value.slice(0, Math.max(0, at)).filter((_, place) => !gone.has(place));
    queue.value = left;
    if (!gone.has(at)) {
      position.value = at < 0 ? at : before.length;
      return;
    }
    goTo(Math.min(before.length, left.length - 1));
    if (left.length === 0) playing.value = false;
  });
}

/** Empties the queue but for the current track. */
export function clearQueue(): void {
  const kept = current.value;
  change(kept ? [kept] : []);
}

/** Another queue, which holds the current track; where there is none, the first waits to be played. */
function change(next: readonly Playable[]): void {
  keepQueue();
  batch(() => {
    const id = current.value?.id;
    queue.value = next;
    if (id === undefined) goTo(next.length > 0 ? 0 : -1);
    else position.value = next.findIndex((track) => track.id === id);
  });
}
