import { type Hertz, type Seconds, type Strip, type StripHead } from "../../domain/mod.ts";
import { decodeStream } from "../decode/mod.ts";
import { LoudnessAlong, monoOf } from "../signal/mod.ts";
import { ChromaStrip } from "./_chroma_strip.ts";
import { frameSizeAt } from "./_frames.ts";
import { MelStrip } from "./_mel_strip.ts";
import { PeaksStrip } from "./_peaks_strip.ts";

/** Moments kept of a spectrogram: 6 minutes and 20 seconds at full fineness, 2 MB. */
const MOST_MOMENTS = 16_384;
/** Moments kept of a waveform: 8 minutes at a hundredth of a second. */
const MOST_PEAKS = 48_000;
const PEAKS_PER_SECOND = 100;
/** Lowest sample rate at which loudness is defined. */
const LOWEST_RATE: Hertz = 2000;
/** The middle of the first .4 s and of the first 3 s. */
const MOMENTARY_START: Seconds = 0.2;
const SHORT_TERM_START: Seconds = 1.5;
const LOUDNESS_STEP: Seconds = 0.1;

/**
 * Decodes a file once and draws along it: waveform, mel spectrogram, chromagram, onset strength, and
 * momentary and short-term loudness.
 *
 * @param duration About how long the file is; longer ones are drawn more coarsely.
 * @param onShare Told which share of it is drawn.
 * @throws {DecodeError} Where no sample can be had.
 */
export async function drawStrips(
  path: string,
  { duration, onShare }: {
    readonly duration: Seconds;
    readonly onShare?: (share: number) => void;
  },
): Promise<readonly Strip[]> {
  let pens: Pens | undefined;
  let drawn = 0;
  for await (const { channels, sampleRate } of decodeStream(path)) {
    pens ??= pensFor({ sampleRate, channels: channels.length, duration });
    const mono = monoOf({ channels, sampleRate });
    pens.peaks.add(channels);
    pens.mel.add(mono);
    pens.chroma.add(mono);
    pens.loudness?.add(channels);
    drawn += mono.length / sampleRate;
    onShare?.(Math.min(1, drawn / duration));
  }
  if (!pens) return [];
  const [mel, onset] = pens.mel.end();
  const strips = [pens.peaks.end(), mel, pens.chroma.end(), onset];
  const along = pens.loudness?.result();
  if (!along) return strips;
  return [
    ...strips,
    loudnessStrip("momentary", MOMENTARY_START, along.momentary),
    loudnessStrip("short_term", SHORT_TERM_START, along.shortTerm),
  ];
}

interface Pens {
  readonly peaks: PeaksStrip;
  readonly mel: MelStrip;
  readonly chroma: ChromaStrip;
  readonly loudness: LoudnessAlong | undefined;
}

function pensFor(
  { sampleRate, channels, duration }: {
    readonly sampleRate: Hertz;
    readonly channels: number;
    readonly duration: Seconds;
  },
): Pens {
  const moments = duration * sampleRate / (frameSizeAt(sampleRate) / 2);
  const group = Math.max(1, Math.ceil(moments / MOST_MOMENTS));
  const peaks = Math.max(1, Math.ceil(duration * PEAKS_PER_SECOND / MOST_PEAKS));
  return {
    peaks: new PeaksStrip(sampleRate, peaks),
    mel: new MelStrip(sampleRate, group),
    chroma: new ChromaStrip(sampleRate, Math.max(1, Math.ceil(group / 4))),
    loudness: sampleRate < LOWEST_RATE ? undefined : new LoudnessAlong(sampleRate, channels),
  };
}

function loudnessStrip(id: StripHead["id"], start: Seconds, data: Float32Array): Strip {
  return { id, rows: 1, columns: data.length, start, step: LOUDNESS_STEP, data };
}
