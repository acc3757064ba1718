import type { Hertz, Lufs } from "../../domain/mod.ts";
import { WeightedEnergies } from "./_k_weighting.ts";

/** Tenths of a second of momentary loudness, and of short-term loudness (EBU Tech 3341). */
export const MOMENTARY = 4;
export const SHORT_TERM = 30;

const OFFSET = -0.691;

/** Loudness of a mean energy (ITU-R BS.1770-4). */
export function lufs(energy: number): Lufs {
  return OFFSET + 10 * Math.log10(energy);
}

/** K-weighted energy of each tenth of a second, all channels together, each by its weight. */
export class Tenths {
  readonly #sampleRate: Hertz;
  readonly #weights: readonly number[];
  /** Numbers of the channels that count, two by two; an odd one stands beside itself. */
  readonly #pairs: readonly (readonly [number, number])[];
  readonly #energies: readonly WeightedEnergies[];
  readonly #tenths: number[] = [];
  #open = 0;
  #seen = 0;

  /** @param weights What each channel's energy counts, from 0. */
  constructor(sampleRate: Hertz, weights: readonly number[]) {
    this.#sampleRate = sampleRate;
    this.#weights = weights;
    const counted = [...weights.keys()].filter((channel) => weights[channel]! > 0);
    this.#pairs = Array.from(
      { length: Math.ceil(counted.length / 2) },
      (_, i) => [counted[2 * i]!, counted[2 * i + 1] ?? counted[2 * i]!],
    );
    this.#energies = this.#pairs.map(() => new WeightedEnergies(sampleRate));
  }

  /** Samples a channel so far. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes one array a channel, all of one length, of samples that are finite and bounded. */
  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    for (let start = 0; start < length;) {
      const boundary = Math.round((this.#tenths.length + 1) * this.#sampleRate / 10);
      const end = Math.min(length, start + boundary - this.#seen);
      this.#pairs.forEach(([one, other], i) => {
        const both = [channels[one]!, channels[other]!] as const;
        const [energy, otherEnergy] = this.#energies[i]!.add(both, { start, end });
        this.#open += this.#weights[one]! * energy;
        if (other !== one) this.#open += this.#weights[other]! * otherEnergy;
      });
      this.#seen += end - start;
      start = end;
      if (this.#seen === boundary) {
        this.#tenths.push(this.#open);
        this.#open = 0;
      }
    }
  }

  /** Mean energy of every run of so many tenths; one channel counts as played on two loudspeakers. */
  meanEnergies(tenths: number): number[] {
    const speakers = this.#weights.length === 1 ? 2 : 1;
    const samples = tenths / 10 * this.#sampleRate;
    const means: number[] = [];
    for (let end = tenths; end <= this.#tenths.length; end++) {
      let sum = 0;
      for (let at = end - tenths; at < end; at++) sum += this.#tenths[at]!;
      means.push(speakers * sum / samples);
    }
    return means;
  }
}
