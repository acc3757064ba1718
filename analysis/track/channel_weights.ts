import { type Speaker, WAVE_ORDER } from "../decode/mod.ts";

/** How much each channel counts for the loudness, and what to tell the listener of it. */
export interface ChannelWeights {
  /** One weight of the energy a channel. */
  readonly weights: readonly number[];
  readonly text: string;
}

/** 1.5 dB more, for what sounds from the side. */
const SURROUND = 1.41;

/**
 * Weights of ITU-R BS.1770-4 for more than two channels: none for the low-frequency channel, 1.41 for
 * loudspeakers from 60 to 120 degrees to the side, 1 for all others.
 *
 * Back channels are surrounds at 110 degrees (BS.775) unless the file has side channels too; then they
 * are behind at 135 degrees or more and count 1, as the standard's Annex 3 has it, where ffmpeg's
 * ebur128 gives them 1.41 as well. Where the file does not name its loudspeakers they are taken to be
 * those of a WAV file of as many channels, and without such an order every channel counts 1.
 */
export function channelWeights(
  count: number,
  layout: { readonly speakers?: readonly Speaker[]; readonly isAssumed?: boolean },
): ChannelWeights {
  const stated = layout.speakers?.length === count ? layout.speakers : undefined;
  const speakers = stated ?? WAVE_ORDER[count];
  if (!speakers) {
    const weights = Array.from({ length: count }, () => 1);
    return {
      weights,
      text: `loudness of all ${count} after ITU-R BS.1770-4, each taken as in front`,
    };
  }
  const hasSides = speakers.includes("SL") || speakers.includes("SR");
  const weights = speakers.map((speaker) => weightOf(speaker, hasSides));
  const isAssumed = stated === undefined || layout.isAssumed === true;
  const taken = isAssumed ? `, taken to be ${speakers.join(" ")}` : "";
  return { weights, text: `loudness of all ${count} after ITU-R BS.1770-4${taken}` };
}

function weightOf(speaker: Speaker, hasSides: boolean): number {
  if (speaker === "LFE") return 0;
  if (speaker === "SL" || speaker === "SR") return SURROUND;
  const isBack = speaker === "BL" || speaker === "BR" || speaker === "BC";
  return isBack && !hasSides ? SURROUND : 1;
}
