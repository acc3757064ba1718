import {
  absent,
  type DbTp,
  type Hertz,
  type LoudnessUnits,
  type Lufs,
  type Measured,
  present,
} from "../../domain/mod.ts";
import { lufs, MOMENTARY, SHORT_TERM, Tenths } from "./_tenths.ts";
import { boundedOf, type Signal } from "./signal.ts";
import { createPeakMeter, type PeakMeter } from "./true_peak.ts";

/** Peak under which there is silence: -144 dB, the last bit of 24; less is a decoder's rounding. */
const INAUDIBLE = 2 ** -24;

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

/** Integrated loudness alone of decoded audio, of one or two channels. */
export function integratedLoudnessOf({ channels, sampleRate }: Signal): Measured<Lufs> {
  const tenths = new Tenths(sampleRate, channels.map(() => 1));
  tenths.add(channels.map(boundedOf));
  return integratedOf(tenths, sampleRate);
}

function integratedOf(tenths: Tenths, sampleRate: Hertz): Measured<Lufs> {
  const integrated = gatedLoudness(tenths.meanEnergies(MOMENTARY));
  if (integrated !== undefined) return present(integrated);
  return absent(tenths.seen < 0.4 * sampleRate ? "too-short" : "silent");
}

class Meter implements LoudnessMeter {
  readonly #sampleRate: Hertz;
  readonly #tenths: Tenths;
  readonly #peaks: readonly PeakMeter[];

  constructor(sampleRate: Hertz, weights: readonly number[]) {
    this.#sampleRate = sampleRate;
    this.#tenths = new Tenths(sampleRate, weights);
    this.#peaks = weights.map(createPeakMeter);
  }

  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    if (
      channels.length !== this.#peaks.length || channels.some((each) => each.length !== length)
    ) {
      throw new RangeError(
        `Cannot measure loudness of ${channels.length} arrays of samples: the meter takes ` +
          `${this.#peaks.length}, all of one length`,
      );
    }
    const step = Math.ceil(this.#sampleRate);
    for (let start = 0; start < length; start += step) {
      this.#addBlock(channels.map((each) => boundedOf(each.subarray(start, start + step))));
    }
  }

  #addBlock(channels: readonly Float32Array[]): void {
    channels.forEach((samples, c) => this.#peaks[c]!.add(samples));
    this.#tenths.add(channels);
  }

  result(): Loudness {
    const { seen } = this.#tenths;
    const shortTerm = this.#tenths.meanEnergies(SHORT_TERM);
    const peak = Math.max(...this.#peaks.map((meter) => meter.peak));
    const range = loudnessRange(shortTerm);
    return {
      integrated: integratedOf(this.#tenths, this.#sampleRate),
      range: range === undefined
        ? absent(shortTerm.length === 0 ? "too-short" : "silent")
        : present(range),
      truePeak: peak > INAUDIBLE
        ? present(20 * Math.log10(peak))
        : absent(seen === 0 ? "too-short" : "silent"),
    };
  }
}

function absentLoudness(reason: "silent" | "too-short"): Loudness {
  return { integrated: absent(reason), range: absent(reason), truePeak: absent(reason) };
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
