/**
 * Places in a sorted list that are still free, found from any place in either direction in nearly
 * constant time, however many are taken around it (union-find, R. E. Tarjan 1975).
 */
export class FreePlaces {
  readonly #up: Int32Array;
  readonly #down: Int32Array;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
    this.#up = Int32Array.from({ length: count + 1 }, (_, i) => i);
    this.#down = Int32Array.from({ length: count + 1 }, (_, i) => i);
  }

  /** Takes a place. */
  take(place: number): void {
    if (this.#up[place] !== place) return;
    this.#up[place] = place + 1;
    this.#down[place + 1] = place;
  }

  /** The first free place from `place` on; the count where there is none. */
  from(place: number): number {
    return rootOf(this.#up, Math.min(place, this.#count));
  }

  /** The last free place before `place`; -1 where there is none. */
  before(place: number): number {
    return rootOf(this.#down, Math.max(place, 0)) - 1;
  }
}

/** The root of a place, with the way to it halved. */
function rootOf(next: Int32Array, place: number): number {
  let at = place;
  while (next[at] !== at) {
    next[at] = next[next[at]!]!;
    at = next[at]!;
  }
  return at;
}
