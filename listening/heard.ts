import type { Seconds } from "../domain/mod.ts";

/** How much of each track has to be heard before an answer; of shorter ones nine tenths. */
export const LEAST_HEARD: Seconds = 3;
/** Sound between two looks that may have been heard: more is a jump. */
const LONGEST_STEP: Seconds = 1;
/** Sound is counted by tenths of a second, each once. */
const SLOT: Seconds = 0.1;

/** What has to be heard of a track of that length. */
export function leastHeard(duration: Seconds | undefined): Seconds {
  return duration === undefined ? LEAST_HEARD : Math.min(LEAST_HEARD, 0.9 * duration);
}

/** How much of a track was really heard: what was jumped over does not count, what is repeated counts once. */
export class HeardTime {
  readonly #slots = new Set<number>();
  #last: Seconds | undefined;

  /** Tells where playback is; undefined once it does not sound. */
  at(position: Seconds | undefined): void {
    const last = this.#last;
    this.#last = position;
    if (position === undefined || last === undefined) return;
    if (position <= last || position - last > LONGEST_STEP) return;
    const [from, to] = [Math.round(last / SLOT), Math.round(position / SLOT)];
    for (let slot = from; slot < to; slot++) this.#slots.add(slot);
  }

  /** Seconds that were heard. */
  get seconds(): Seconds {
    return Math.round(this.#slots.size * SLOT * 10) / 10;
  }
}
