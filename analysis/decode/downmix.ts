/** Where a channel is meant to sound. */
export type Speaker = "FL" | "FR" | "FC" | "LFE" | "BL" | "BR" | "BC" | "SL" | "SR" | "other";

/** Channel order of FLAC, and of WAV and AAC as decoded here, by number of channels. */
export const WAVE_ORDER: Readonly<Record<number, readonly Speaker[]>> = {
  3: ["FL", "FR", "FC"],
  4: ["FL", "FR", "BL", "BR"],
  5: ["FL", "FR", "FC", "BL", "BR"],
  6: ["FL", "FR", "FC", "LFE", "BL", "BR"],
  7: ["FL", "FR", "FC", "LFE", "BC", "SL", "SR"],
  8: ["FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"],
};

/** Channel order of Vorbis and Opus (Vorbis I specification, 4.3.9), by number of channels. */
export const VORBIS_ORDER: Readonly<Record<number, readonly Speaker[]>> = {
  3: ["FL", "FC", "FR"],
  4: ["FL", "FR", "BL", "BR"],
  5: ["FL", "FC", "FR", "BL", "BR"],
  6: ["FL", "FC", "FR", "BL", "BR", "LFE"],
  7: ["FL", "FC", "FR", "SL", "SR", "BC", "LFE"],
  8: ["FL", "FC", "FR", "SL", "SR", "BL", "BR", "LFE"],
};

/** Channel order of Apple Lossless (the MPEG order, centre first), by number of channels. */
export const ALAC_ORDER: Readonly<Record<number, readonly Speaker[]>> = {
  3: ["FC", "FL", "FR"],
  4: ["FC", "FL", "FR", "BC"],
  5: ["FC", "FL", "FR", "BL", "BR"],
  6: ["FC", "FL", "FR", "BL", "BR", "LFE"],
  7: ["FC", "FL", "FR", "BL", "BR", "BC", "LFE"],
};

const HALF_POWER = Math.SQRT1_2;
const GAINS: Readonly<Record<Exclude<Speaker, "other">, readonly [number, number]>> = {
  FL: [1, 0],
  FR: [0, 1],
  FC: [HALF_POWER, HALF_POWER],
  LFE: [0, 0],
  BL: [HALF_POWER, 0],
  BR: [0, HALF_POWER],
  SL: [HALF_POWER, 0],
  SR: [0, HALF_POWER],
  BC: [0.5, 0.5],
};

/** A way from many channels to two, and what to tell the listener of it. */
export interface Downmix {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly text: string;
}

/**
 * Gains that make two channels of more than two: ITU-R BS.775 where every speaker is known (front as
 * they are, centre and surrounds at -3 dB, no LFE, no overall scaling), else the mean of the even
 * channels left and of the odd ones right.
 */
export function downmixFor(count: number, speakers?: readonly Speaker[]): Downmix {
  if (speakers?.length === count && !speakers.includes("other")) {
    const gains = speakers.map((speaker) => GAINS[speaker as Exclude<Speaker, "other">]);
    return {
      left: gains.map(([left]) => left),
      right: gains.map(([, right]) => right),
      text: `${count} channels (${speakers.join(" ")}) to stereo after ITU-R BS.775`,
    };
  }
  const [even, odd] = [Math.ceil(count / 2), Math.floor(count / 2)];
  return {
    left: Array.from({ length: count }, (_, i) => i % 2 === 0 ? 1 / even : 0),
    right: Array.from({ length: count }, (_, i) => i % 2 === 1 ? 1 / odd : 0),
    text: `${count} channels of unknown place to stereo, even ones left and odd ones right`,
  };
}

/** Sum of the channels, each times its gain. */
export function mixed(
  channels: readonly Float32Array[],
  gains: readonly number[],
): Float32Array {
  const out = new Float32Array(channels[0]?.length ?? 0);
  channels.forEach((channel, c) => {
    const gain = gains[c] ?? 0;
    if (gain === 0) return;
    for (let i = 0; i < out.length; i++) out[i]! += gain * channel[i]!;
  });
  return out;
}
