/** Bytes of a block; a text lies within one. */
const BLOCK = 1 << 20;
const FIRST_COUNT = 1 << 10;
/** A UTF-16 code unit takes at most so many bytes of UTF-8. */
const MOST_BYTES = 3;
/** Places are kept in 32 bits. */
const MOST_BLOCKS = 2 ** 32 / BLOCK;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A list of texts that takes four bytes more than their UTF-8 each: a million of them weigh a quarter of a
 * million strings. Together they take 4 GB at most; beyond, {@linkcode push} throws a RangeError.
 */
export class PackedTexts {
  /** A longer text has a longer block, and leaves those beside it out. */
  readonly #blocks: (Uint8Array | undefined)[] = [];
  /** Where each text starts, counted through all blocks. */
  #starts = new Uint32Array(FIRST_COUNT);
  #length = 0;
  /** The block that is filled, and how many bytes of it are used: in its first megabyte a text starts. */
  #block = -1;
  #used = BLOCK;
  /** Bytes of each full block that are used. */
  readonly #ends: number[] = [];

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** Adds one; unpaired surrogates become U+FFFD. */
  push(text: string): void {
    const most = MOST_BYTES * text.length;
    if (this.#used >= BLOCK || this.#used + most > this.#blocks[this.#block]!.length) {
      this.#begin(most);
    }
    if (this.#length === this.#starts.length) {
      const larger = new Uint32Array(2 * this.#starts.length);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#length++] = this.#block * BLOCK + this.#used;
    const room = this.#blocks[this.#block]!.subarray(this.#used);
    this.#used += encoder.encodeInto(text, room).written;
  }

  /** The text at a place, which must be there. */
  at(place: number): string {
    const start = this.#starts[place]!;
    const block = Math.floor(start / BLOCK);
    const from = start - block * BLOCK;
    const next = place + 1 < this.#length ? this.#starts[place + 1]! - block * BLOCK : Infinity;
    const end = block === this.#block ? this.#used : this.#ends[block]!;
    return decoder.decode(this.#blocks[block]!.subarray(from, Math.min(next, end)));
  }

  #begin(bytes: number): void {
    if (this.#block >= 0) this.#ends[this.#block] = this.#used;
    this.#block = this.#blocks.length;
    this.#used = 0;
    const taken = Math.max(1, Math.ceil(bytes / BLOCK));
    if (this.#block + taken > MOST_BLOCKS) {
      throw new RangeError("Cannot keep more than 4 GB of texts in memory");
    }
    this.#blocks.push(new Uint8Array(taken * BLOCK));
    for (let i = 1; i < taken; i++) this.#blocks.push(undefined);
  }
}
