import type { SparseActivations } from "../domain/mod.ts";
import type { ListColumn } from "./_duckdb.ts";

/** Lists of activations, each `class << 16 | activation`, in whichever order their rows come. */
export class Lists {
  #items = new Int32Array(1 << 16);
  #length = 0;
  /** By row: where its list begins, and its length; -1 where it has none. */
  readonly #begins: Uint32Array;
  readonly #lengths: Int32Array;

  constructor(rows: number) {
    this.#begins = new Uint32Array(rows);
    this.#lengths = new Int32Array(rows).fill(-1);
  }

  /** Takes the lists of some rows, which go to `places` (-1: nowhere). */
  take(column: ListColumn, places: Int32Array): void {
    const { items } = column.childVector;
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      if (place < 0 || !column.validity.itemValid(i)) continue;
      const [from, length] = [column.getEntryOffset(i), column.getEntryLength(i)];
      this.#reserve(this.#length + length);
      this.#items.set(items.subarray(from, from + length), this.#length);
      this.#begins[place] = this.#length;
      this.#lengths[place] = length;
      this.#length += length;
    }
  }

  /** The activations of all rows, in the order of their places. */
  finish(): Omit<SparseActivations, "labels"> {
    const rows = this.#begins.length;
    const offsets = new Uint32Array(rows + 1);
    const present = new Uint8Array(rows);
    const [classes, values] = [new Uint16Array(this.#length), new Uint16Array(this.#length)];
    let at = 0;
    for (let row = 0; row < rows; row++) {
      const [begin, length] = [this.#begins[row]!, this.#lengths[row]!];
      present[row] = length < 0 ? 0 : 1;
      for (let i = begin; i < begin + length; i++) {
        classes[at] = this.#items[i]! >> 16;
        values[at++] = this.#items[i]! & 0xffff;
      }
      offsets[row + 1] = at;
    }
    return { offsets, classes, values, present };
  }

  #reserve(length: number): void {
    if (length <= this.#items.length) return;
    const larger = new Int32Array(Math.max(length, 2 * this.#items.length));
    larger.set(this.#items.subarray(0, this.#length));
    this.#items = larger;
  }
}
