import { computed, signal } from "@preact/signals";
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

/** What happens at the end of the queue (`all`) or of a track (`one`). */
export type Repeat = "off" | "all" | "one";
/** Whether the queue, or a track, begins again at its end. */
export const repeat = signal<Repeat>("off");

/** Makes a place of the queue the current one, from its start. */
export function goTo(place: number): void {
  position.value = place;
  time.value = 0;
  duration.value = queue.value[place]?.duration ?? 0;
}
