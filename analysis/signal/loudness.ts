import {
  absent,
  type DbTp,
  type Hertz,
  type LoudnessUnits,
  type Lufs,
  type Measured,
  present,
} from "../../domain/mod.ts";
import { WeightedEnergy } from "./_k_weighting.ts";
import { boundedOf, type Signal } from "./signal.ts";
import { createPeakMeter, type PeakMeter } from "./true_peak.ts";

/** Loudness of a whole file. */
export interface Loudness {
  /** Integrated loudness, gated at -70 LUFS and 10 LU below the mean (ITU-R BS.1770-4). */
  readonly integrated: Measured<Lufs>;
  /** Loudness range, 10th to 95th percentile of the gated 3-s loudness (EBU Tech 3342). */
  readonly range: Measured<LoudnessUnits>;
  /** Largest value of the 4-fold oversampled channels (BS.1770-4 Annex 2). */
  readonly truePeak: Measured<DbTp>;
}

/** Measures loudness as samples come; an hour costs 0.3 MB. */
export interface LoudnessMeter {
  /** Takes one array a channel, all of one length, in any chunking. */
  add(channels: readonly Float32Array[]): void;
  result(): Loudness;
}

const OFFSET = -0.691;
const ABSOLUTE_GATE = -70;

/**
 * A loudness meter after ITU-R BS.1770-4, EBU R 128 and EBU Tech 3342 for any sample rate.
 *
 * One channel is measured as played on two loudspeakers, as Essentia's loader hands it over: the
 * result is 3.01 LU above that of the channel alone. Non-finite samples count as 0, samples beyond
 * +24 dBFS as +24 dBFS. The true peak is that of all channels, whatever they weigh.
 *
 * @param channels Number of channels, 1 or 2, or the weight of each one's energy for more: 1 in front,
 * 1.41 at the side, 0 for the low-frequency channel.
 * @throws {RangeError} For a number other than 1 or 2, no or a negative weight, or a rate below 2 kHz.
 */
export function createLoudnessMeter(
  sampleRate: Hertz,
  channels: number | readonly number[],
): LoudnessMeter {
  if (typeof channels === "number" && channels !== 1 && channels !== 2) {
    throw new RangeError(
      `Cannot measure the loudness of ${channels} channels: say what each of them weighs`,
    );
  }
  const weights = typeof channels === "number" ? Array<number>(channels).fill(1) : channels;
  if (weights.length === 0 || !weights.every((weight) => weight >= 0)) {
    throw new RangeError(
      `Cannot measure loudness with weights [${
        weights.join(", ")
      }]: each channel needs one, from 0`,
    );
  }
  if (!(sampleRate >= 2000)) {
    throw new RangeError(
      `Cannot measure loudness at ${sampleRate} Hz: the weighting filter needs 2000 Hz or more`,
    );
  }
  return new Meter(sampleRate, weights);
}

/** Loudness of decoded audio: {@linkcode createLoudnessMeter} fed with all of it. */
export function loudnessOf(signal: Signal): Loudness {
  const { channels, sampleRate } = signal;
  if (channels.length === 0) return absentLoudness("too-short");
  const meter = createLoudnessMeter(sampleRate, channels.length);
  meter.add(channels);
  return meter.result();
}

class Meter implements LoudnessMeter {
  readonly #sampleRate: Hertz;
  readonly #weights: readonly number[];
  readonly #energies: readonly WeightedEnergy[];
  readonly #peaks: readonly PeakMeter[];
  /** Energy of each tenth of a second so far, all channels together, each by its weight. */
  readonly #tenths: number[] = [];
  #open = 0;
  #seen = 0;

  constructor(sampleRate: Hertz, weights: readonly number[]) {
    this.#sampleRate = sampleRate;
    this.#weights = weights;
    this.#energies = weights.map(() => new WeightedEnergy(sampleRate));
    this.#peaks = weights.map(createPeakMeter);
  }

  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    if (
      channels.length !== this.#energies.length || channels.some((each) => each.length !== length)
    ) {
      throw new RangeError(
        `Cannot measure loudness of ${channels.length} arrays of samples: the meter takes ` +
          `${this.#energies.length}, all of one length`,
      );
    }
    const step = Math.ceil(this.#sampleRate);
    for (let start = 0; start < length; start += step) {
      this.#addBlock(channels.map((each) => boundedOf(each.subarray(start, start + step))));
    }
  }

  #addBlock(channels: readonly Float32Array[]): void {
    const length = channels[0]!.length;
    channels.forEach((samples, c) => this.#peaks[c]!.add(samples));
    for (let start = 0; start < length;) {
      const boundary = Math.round((this.#tenths.length + 1) * this.#sampleRate / 10);
      const end = Math.min(length, start + boundary - this.#seen);
      channels.forEach((samples, c) => {
        const weight = this.#weights[c]!;
        if (weight > 0) this.#open += weight * this.#energies[c]!.add(samples, { start, end });
      });
      this.#seen += end - start;
      start = end;
      if (this.#seen === boundary) {
        this.#tenths.push(this.#open);
        this.#open = 0;
      }
    }
  }

  result(): Loudness {
    const reason = this.#seen < 0.4 * this.#sampleRate ? "too-short" : "silent";
    const speakers = this.#energies.length === 1 ? 2 : 1;
    const momentary = blocksOf(this.#tenths, 4).map((sum) =>
      speakers * sum / (0.4 * this.#sampleRate)
    );
    const shortTerm = blocksOf(this.#tenths, 30).map((sum) =>
      speakers * sum / (3 * this.#sampleRate)
    );
    const peak = Math.max(...this.#peaks.map((meter) => meter.peak));
    const integrated = gatedLoudness(momentary);
    const range = loudnessRange(shortTerm);
    return {
      integrated: integrated === undefined ? absent(reason) : present(integrated),
      range: range === undefined
        ? absent(this.#tenths.length < 30 ? "too-short" : "silent")
        : present(range),
      truePeak: peak > 0
        ? present(20 * Math.log10(peak))
        : absent(this.#seen === 0 ? "too-short" : "silent"),
    };
  }
}

function absentLoudness(reason: "silent" | "too-short"): Loudness {
  return { integrated: absent(reason), range: absent(reason), truePeak: absent(reason) };
}

/** Sums over every run of `length` tenths of a second. */
function blocksOf(tenths: readonly number[], length: number): number[] {
  const sums: number[] = [];
  for (let i = length; i <= tenths.length; i++) {
    let sum = 0;
    for (let j = i - length; j < i; j++) sum += tenths[j]!;
    sums.push(sum);
  }
  return sums;
}

function lufs(energy: number): Lufs {
  return OFFSET + 10 * Math.log10(energy);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function gatedLoudness(blocks: readonly number[]): Lufs | undefined {
  const audible = blocks.filter((energy) => lufs(energy) > ABSOLUTE_GATE);
  if (audible.length === 0) return undefined;
  const gate = lufs(mean(audible)) - 10;
  return lufs(mean(audible.filter((energy) => lufs(energy) > gate)));
}

function loudnessRange(blocks: readonly number[]): LoudnessUnits | undefined {
  const audible = blocks.filter((energy) => lufs(energy) > ABSOLUTE_GATE);
  if (audible.length === 0) return undefined;
  const gate = lufs(mean(audible)) - 20;
  const levels = audible.map(lufs).filter((level) => level > gate).sort((a, b) => a - b);
  const at = (share: number) => levels[Math.round((levels.length - 1) * share)]!;
  return at(0.95) - at(0.1);
}
