/** Keeps the `k` largest of the numbers offered, as a heap with the smallest of them on top. */
export class Largest {
  readonly #k: number;
  readonly #heap: number[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** The k-th largest so far; -Infinity as long as there are fewer. */
  get floor(): number {
    return this.#heap.length < this.#k ? -Infinity : this.#heap[0]!;
  }

  offer(value: number): void {
    const heap = this.#heap;
    if (heap.length < this.#k) {
      let at = heap.push(value) - 1;
      for (let up = (at - 1) >> 1; at > 0 && heap[up]! > value; up = (at - 1) >> 1) {
        heap[at] = heap[up]!;
        at = up;
      }
      heap[at] = value;
    } else if (value > heap[0]!) {
      this.#replaceSmallest(value);
    }
  }

  #replaceSmallest(value: number): void {
    const heap = this.#heap;
    let at = 0;
    for (let down = 1; down < heap.length; down = 2 * at + 1) {
      if (down + 1 < heap.length && heap[down + 1]! < heap[down]!) down++;
      if (heap[down]! >= value) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = value;
  }
}
