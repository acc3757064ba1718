import type { Hertz, Seconds } from "../../domain/mod.ts";

/** The part of a stream that {@linkcode Window} kept, in samples. */
export interface Kept {
  readonly start: number;
  readonly channels: Float32Array[];
}

/**
 * Keeps a part of a stream of unknown length: the middle where a duration is stated, else the first
 * part. It is a ring that goes on until the end of the wished part, so that a stream which ends too
 * early still leaves its last seconds. Memory: the part itself where a duration is stated, else up to two and a half
 * times that while it grows.
 */
export class Window {
  readonly #most: number;
  readonly #end: number;
  readonly #expected: number;
  #rings: Float32Array[] = [];
  #seen = 0;

  constructor(
    sampleRate: Hertz,
    wish: { readonly seconds: Seconds; readonly stated: Seconds | undefined },
  ) {
    this.#most = Math.max(1, Math.floor(wish.seconds * sampleRate));
    const length = Math.floor((wish.stated ?? 0) * sampleRate);
    this.#expected = length > 0 ? length + Math.ceil(sampleRate) : 0;
    this.#end = this.#most + Math.max(0, Math.floor((length - this.#most) / 2));
  }

  push(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    const from = Math.max(0, Math.min(length, this.#end - this.#seen) - this.#most);
    const to = Math.max(from, Math.min(length, this.#end - this.#seen));
    if (to > from) {
      this.#grow(channels.length, Math.min(this.#most, this.#seen + to));
      channels.forEach((channel, c) =>
        this.#write(this.#rings[c]!, { part: channel.subarray(from, to), at: this.#seen + from })
      );
    }
    this.#seen += length;
  }

  /** Ends the window and gives what it kept, turned in place so that time begins at index 0. */
  take(): Kept {
    const end = Math.min(this.#seen, this.#end);
    const start = Math.max(0, end - this.#most);
    const channels = this.#rings.map((ring) =>
      turned(ring, start % this.#most).subarray(0, end - start)
    );
    this.#rings = [];
    return { start, channels };
  }

  #write(
    ring: Float32Array,
    write: { readonly part: Float32Array; readonly at: number },
  ): void {
    const at = write.at % this.#most;
    const room = this.#most - at;
    ring.set(write.part.subarray(0, room), at);
    if (write.part.length > room) ring.set(write.part.subarray(room), 0);
  }

  #grow(count: number, needed: number): void {
    const length = this.#rings[0]?.length ?? 0;
    if (this.#rings.length === count && length >= needed) return;
    const wish = Math.max(needed, Math.ceil(length * 1.5), length === 0 ? this.#expected : 0);
    const target = Math.min(this.#most, Math.max(wish, 1 << 16));
    this.#rings = Array.from({ length: count }, (_, c) => {
      const grown = new Float32Array(target);
      const old = this.#rings[c];
      if (old) grown.set(old);
      return grown;
    });
  }
}

/** Rotates left by `by` without a second array. */
function turned(ring: Float32Array, by: number): Float32Array {
  if (by > 0) {
    ring.subarray(0, by).reverse();
    ring.subarray(by).reverse();
    ring.reverse();
  }
  return ring;
}
