import type { Hertz, Seconds } from "../../domain/mod.ts";

/** The part of a stream that {@linkcode Window} kept, in samples. */
export interface Kept {
  readonly start: number;
  readonly channels: Float32Array[];
}

/**
 * Keeps a part of a stream of unknown length: the middle where a duration is stated, else the first
 * part. It is a ring that goes on until the end of the wished part, so that a stream which ends too
 * early still leaves its last seconds. Memory: the part itself, and twice that while it grows.
 */
export class Window {
  readonly #most: number;
  readonly #end: number;
  #rings: Float32Array[] = [];
  #seen = 0;

  constructor(
    sampleRate: Hertz,
    wish: { readonly seconds: Seconds; readonly stated: Seconds | undefined },
  ) {
    this.#most = Math.max(1, Math.floor(wish.seconds * sampleRate));
    const length = Math.floor((wish.stated ?? 0) * sampleRate);
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

  /** Ends the window and gives what it kept, without a copy where nothing was left out. */
  take(): Kept {
    const end = Math.min(this.#seen, this.#end);
    const start = Math.max(0, end - this.#most);
    const channels = this.#rings.map((ring) => {
      const pivot = start % this.#most;
      if (pivot === 0) return ring.subarray(0, end - start);
      const out = new Float32Array(end - start);
      out.set(ring.subarray(pivot));
      out.set(ring.subarray(0, pivot), ring.length - pivot);
      return out;
    });
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
    const target = Math.min(this.#most, Math.max(needed, Math.ceil(length * 1.5), 1 << 16));
    this.#rings = Array.from({ length: count }, (_, c) => {
      const grown = new Float32Array(target);
      const old = this.#rings[c];
      if (old) grown.set(old);
      return grown;
    });
  }
}
