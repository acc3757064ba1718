import type { Hertz } from "../../domain/mod.ts";
import { lufs, MOMENTARY, SHORT_TERM, Tenths } from "./_tenths.ts";
import { boundedOf } from "./signal.ts";

/** Loudness along a file, LUFS, one value each tenth of a second; -Infinity where it is digital silence. */
export interface LoudnessCurves {
  /** Of the .4 s that end at .4 s, .5 s, … */
  readonly momentary: Float32Array;
  /** Of the 3 s that end at 3 s, 3.1 s, … */
  readonly shortTerm: Float32Array;
}

/** Measures momentary and short-term loudness (EBU Tech 3341) as samples come. */
export class LoudnessAlong {
  readonly #tenths: Tenths;

  /** @param channels 1 or 2. */
  constructor(sampleRate: Hertz, channels: number) {
    this.#tenths = new Tenths(sampleRate, Array<number>(channels).fill(1));
  }

  /** Takes one array a channel, all of one length. */
  add(channels: readonly Float32Array[]): void {
    this.#tenths.add(channels.map(boundedOf));
  }

  result(): LoudnessCurves {
    const curve = (tenths: number) =>
      Float32Array.from(this.#tenths.meanEnergies(tenths), (energy) => lufs(energy));
    return { momentary: curve(MOMENTARY), shortTerm: curve(SHORT_TERM) };
  }
}
