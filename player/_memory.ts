import { batch, effect } from "@preact/signals";
import { type Playable, playableFrom } from "../domain/mod.ts";
import {
  duration,
  matched,
  playing,
  position,
  queue,
  repeat,
  seekRequest,
  time,
  volume,
} from "./_signals.ts";

/** Kept for good: how it sounds. */
const SETTINGS = "fonoteca.player";
/** Kept as long as the tab is open: what is played. */
const SESSION = "fonoteca.queue";

/**
 * Restores the player as it was left, paused, and keeps it from now on.
 *
 * @returns Stops keeping it
 */
export function attachMemory(): () => void {
  restoreSettings(read(localStorage, SETTINGS));
  restoreSession(read(sessionStorage, SESSION));
  const stop = effect(() =>
    write(localStorage, SETTINGS, {
      volume: volume.value,
      matched: matched.value,
      repeat: repeat.value,
    })
  );
  const keep = () =>
    write(sessionStorage, SESSION, {
      queue: queue.peek(),
      position: position.peek(),
      time: time.peek(),
    });
  addEventListener("pagehide", keep);
  return () => {
    stop();
    removeEventListener("pagehide", keep);
  };
}

function restoreSettings(kept: Record<string, unknown>): void {
  const { volume: level, matched: on, repeat: again } = kept;
  if (typeof level === "number" && level >= 0 && level <= 1) volume.value = level;
  if (typeof on === "boolean") matched.value = on;
  if (again === "off" || again === "all" || again === "one") repeat.value = again;
}

function restoreSession(
  { queue: tracks, position: place, time: at }: Record<string, unknown>,
): void {
  if (playing.peek() || queue.peek().length > 0) return;
  const kept = queueIn(tracks);
  if (!kept || typeof place !== "number" || typeof at !== "number") return;
  batch(() => {
    queue.value = kept;
    position.value = place;
    duration.value = kept[place]?.duration ?? 0;
    time.value = at;
    seekRequest.value = { to: at };
  });
}

/** The tracks of a queue; `undefined` where one of them is none. */
function queueIn(tracks: unknown): readonly Playable[] | undefined {
  if (!Array.isArray(tracks)) return undefined;
  const queue = tracks.map(playableFrom).filter((track) => track !== undefined);
  return queue.length === tracks.length ? queue : undefined;
}

function read(storage: Storage, key: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "{}");
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}

function write(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // a full or forbidden storage only means that nothing is remembered
  }
}
