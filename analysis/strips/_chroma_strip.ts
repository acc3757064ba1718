import { type Hertz, PITCH_CLASSES, type Strip } from "../../domain/mod.ts";
import { Frames, frameSizeAt } from "./_frames.ts";
import { GrowingBytes } from "./_growing_bytes.ts";

/** Below G2 a frame cannot tell semitones apart; above C8 there are hardly any fundamentals. */
const LOWEST: Hertz = 98;
const HIGHEST: Hertz = 4186;
const C0: Hertz = 440 * 2 ** (-57 / 12);
/** A frame this weak, 70 dB below a full-scale sine, has no pitch. */
const SILENT = 1e-7;
const PITCHES = PITCH_CLASSES.length;

/**
 * How strong each pitch class is, the strongest of each moment as 1, in equal temperament at 440 Hz:
 * each bin of a spectrum of about 186 ms goes to its two nearest semitones.
 */
export class ChromaStrip {
  readonly #sampleRate: Hertz;
  readonly #group: number;
  readonly #frames: Frames;
  readonly #first: number;
  readonly #pitches: Uint8Array;
  readonly #shares: Float64Array;
  readonly #sum = new Float64Array(PITCHES);
  readonly #bytes = new GrowingBytes();
  #seen = 0;

  /** @param group Frames that share a column. */
  constructor(sampleRate: Hertz, group: number) {
    this.#sampleRate = sampleRate;
    this.#group = group;
    const size = 4 * frameSizeAt(sampleRate);
    this.#frames = new Frames(size, (spectrum) => this.#take(spectrum));
    const perBin = sampleRate / size;
    this.#first = Math.ceil(LOWEST / perBin);
    const last = Math.min(size / 2, Math.floor(HIGHEST / perBin));
    const count = Math.max(0, last - this.#first + 1);
    this.#pitches = new Uint8Array(count);
    this.#shares = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const semitone = 12 * Math.log2((this.#first + i) * perBin / C0);
      const below = Math.floor(semitone);
      this.#pitches[i] = below % PITCHES;
      this.#shares[i] = Math.cos(Math.PI / 2 * (semitone - below)) ** 2;
    }
  }

  /** Takes mono samples. */
  add(mono: Float32Array): void {
    this.#frames.add(mono);
  }

  end(): Strip {
    this.#frames.end();
    if (this.#seen % this.#group !== 0) this.#close();
    const data = this.#bytes.value;
    const step = this.#frames.hop * this.#group / this.#sampleRate;
    return {
      id: "chroma",
      rows: PITCHES,
      columns: data.length / PITCHES,
      start: step * (this.#group - 1) / (2 * this.#group),
      step,
      scale: [0, 1],
      data,
    };
  }

  #take(spectrum: Float64Array): void {
    for (let i = 0; i < this.#pitches.length; i++) {
      const power = spectrum[this.#first + i]!;
      const pitch = this.#pitches[i]!;
      this.#sum[pitch]! += power * this.#shares[i]!;
      this.#sum[(pitch + 1) % PITCHES]! += power * (1 - this.#shares[i]!);
    }
    if (++this.#seen % this.#group === 0) this.#close();
  }

  #close(): void {
    const most = Math.max(...this.#sum);
    const column = this.#bytes.take(PITCHES);
    for (let p = 0; p < PITCHES; p++) {
      column[p] = most < SILENT ? 0 : Math.round(255 * this.#sum[p]! / most);
      this.#sum[p] = 0;
    }
  }
}
