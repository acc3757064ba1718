import type { Hertz, Strip } from "../../domain/mod.ts";
import { melBands, type MelBank } from "../signal/mod.ts";
import { Frames, frameSizeAt } from "./_frames.ts";
import { byteOf, GrowingBytes } from "./_growing_bytes.ts";

const BANDS = 128;
const LOWEST: Hertz = 20;
const HIGHEST: Hertz = 16_000;
/** dB below a full-scale sine. */
const SCALE = [-100, 0] as const;
/** Changes of level below this are no onsets. */
const ONSET_FLOOR = -80;

/**
 * A mel spectrogram in dB (0 is a full-scale sine), and the onset strength: the mean over the bands of
 * how much louder each is than a frame earlier (Böck & Widmer 2013 without the vibrato filter, as
 * librosa's `onset_strength`).
 */
export class MelStrip {
  readonly #group: number;
  readonly #sampleRate: Hertz;
  readonly #frames: Frames;
  readonly #bank: MelBank;
  readonly #power = new Float32Array(BANDS);
  readonly #sum = new Float64Array(BANDS);
  /** dB of the last frame, above no floor. */
  readonly #last = new Float64Array(BANDS);
  readonly #before = new Float64Array(BANDS).fill(ONSET_FLOOR);
  readonly #mel = new GrowingBytes();
  readonly #onset: number[] = [];
  #strongest = 0;
  #seen = 0;

  /** @param group Frames that share a column, so that long tracks do not grow without end. */
  constructor(sampleRate: Hertz, group: number) {
    this.#group = group;
    this.#sampleRate = sampleRate;
    const frameSize = frameSizeAt(sampleRate);
    this.#bank = melBands({
      sampleRate,
      fftSize: frameSize,
      bands: BANDS,
      lowest: LOWEST,
      highest: Math.min(HIGHEST, sampleRate / 2),
    });
    this.#frames = new Frames(frameSize, (spectrum) => this.#take(spectrum));
  }

  /** Takes mono samples. */
  add(mono: Float32Array): void {
    this.#frames.add(mono);
  }

  /** The spectrogram and the onset strength, a value each moment. */
  end(): readonly [mel: Strip, onset: Strip] {
    this.#frames.end();
    if (this.#seen % this.#group !== 0) this.#close(this.#seen % this.#group);
    const columns = this.#onset.length;
    const step = this.#frames.hop * this.#group / this.#sampleRate;
    const start = step * (this.#group - 1) / (2 * this.#group);
    const time = { columns, start, step };
    return [
      {
        id: "mel",
        rows: BANDS,
        ...time,
        scale: SCALE,
        hertz: this.#bank.centres.map((hertz) => Math.round(hertz * 10) / 10),
        data: this.#mel.value,
      },
      { id: "onset", rows: 1, ...time, data: Float32Array.from(this.#onset) },
    ];
  }

  #take(spectrum: Float64Array): void {
    this.#bank.weigh(spectrum, this.#power);
    let rise = 0;
    for (let b = 0; b < BANDS; b++) {
      const power = this.#power[b]!;
      this.#sum[b]! += power;
      const decibels = 10 * Math.log10(power);
      this.#last[b] = decibels;
      const level = Math.max(ONSET_FLOOR, decibels);
      rise += Math.max(0, level - this.#before[b]!);
      this.#before[b] = level;
    }
    if (this.#seen > 0) this.#strongest = Math.max(this.#strongest, rise / BANDS);
    if (++this.#seen % this.#group === 0) this.#close(this.#group);
  }

  #close(frames: number): void {
    const column = this.#mel.take(BANDS);
    for (let b = 0; b < BANDS; b++) {
      const level = frames === 1 ? this.#last[b]! : 10 * Math.log10(this.#sum[b]! / frames);
      column[b] = byteOf(level, SCALE);
      this.#sum[b] = 0;
    }
    this.#onset.push(this.#strongest);
    this.#strongest = 0;
  }
}
