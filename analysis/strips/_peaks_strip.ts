import { type Hertz, type Strip, WAVE_SCALE } from "../../domain/mod.ts";
import { byteOf, GrowingBytes } from "./_growing_bytes.ts";

/** Moments a second. */
const PER_SECOND = 100;

/** The lowest and the highest sample of each hundredth of a second, of all channels. */
export class PeaksStrip {
  readonly #moment: number;
  readonly #bytes = new GrowingBytes();
  readonly #sampleRate: Hertz;
  #columns = 0;
  #seen = 0;
  #low = Infinity;
  #high = -Infinity;

  /** @param group Hundredths of a second that share a column. */
  constructor(sampleRate: Hertz, group: number) {
    this.#sampleRate = sampleRate;
    this.#moment = sampleRate * group / PER_SECOND;
  }

  /** Takes one array a channel, all of one length. */
  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    for (let start = 0; start < length;) {
      const boundary = Math.round((this.#columns + 1) * this.#moment);
      const end = Math.min(length, start + Math.max(1, boundary - this.#seen));
      for (const samples of channels) {
        for (let i = start; i < end; i++) {
          const sample = samples[i]!;
          if (sample < this.#low) this.#low = sample;
          if (sample > this.#high) this.#high = sample;
        }
      }
      this.#seen += end - start;
      start = end;
      if (this.#seen >= boundary) this.#close();
    }
  }

  end(): Strip {
    if (this.#high >= this.#low) this.#close();
    const step = this.#moment / this.#sampleRate;
    return {
      id: "peaks",
      rows: 2,
      columns: this.#columns,
      start: step / 2,
      step,
      scale: WAVE_SCALE,
      data: this.#bytes.value,
    };
  }

  #close(): void {
    const column = this.#bytes.take(2);
    column[0] = byteOf(this.#low, WAVE_SCALE);
    column[1] = byteOf(this.#high, WAVE_SCALE);
    this.#columns++;
    this.#low = Infinity;
    this.#high = -Infinity;
  }
}
