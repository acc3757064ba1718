/** Bytes that come column by column. */
export class GrowingBytes {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  /** Room for so many more bytes, to be written at once. */
  take(count: number): Uint8Array {
    if (this.#length + count > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#length += count;
    return this.#bytes.subarray(this.#length - count, this.#length);
  }

  /** All of them. */
  get value(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** The byte that stands for a value on a scale; values beyond it are at its end. */
export function byteOf(value: number, [low, high]: readonly [number, number]): number {
  return Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
}
