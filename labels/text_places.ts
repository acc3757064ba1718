/**
 * Where texts stand in a list, found by their hash; whoever asks compares the few that are found.
 * Texts may stand there several times; some may be left out.
 */
export class TextPlaces {
  #hashes = new Uint32Array(1 << 10);
  #length = 0;
  /** By hash: the first place, counted from 1. Made when first asked. */
  #heads: Uint32Array | undefined;
  /** The next place of the same head, counted from 1. */
  #next = new Uint32Array(0);

  /** Adds the text of the next place. */
  push(text: string): void {
    if (this.#length === this.#hashes.length) {
      const larger = new Uint32Array(2 * this.#hashes.length);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[this.#length++] = hashOf(text);
    this.#heads = undefined;
  }

  /** The places, ascending, of texts with the same hash for which `is` holds. */
  find(text: string, is: (place: number) => boolean): number[] {
    const heads = this.#heads ??= this.#made();
    const hash = hashOf(text);
    const found: number[] = [];
    for (let at = heads[hash & heads.length - 1]!; at > 0; at = this.#next[at - 1]!) {
      if (this.#hashes[at - 1] === hash && is(at - 1)) found.push(at - 1);
    }
    return found;
  }

  #made(): Uint32Array {
    const heads = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(16, this.#length))));
    this.#next = new Uint32Array(this.#length);
    for (let place = this.#length - 1; place >= 0; place--) {
      const head = this.#hashes[place]! & heads.length - 1;
      this.#next[place] = heads[head]!;
      heads[head] = place + 1;
    }
    return heads;
  }
}

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 code units, with the bits mixed once more. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return Math.imul(hash ^ hash >>> 15, 0x2c1b3c6d) >>> 0;
}
