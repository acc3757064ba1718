import type { Hertz, Wave } from "../../domain/mod.ts";
import { PeaksStrip } from "./_peaks_strip.ts";

/** Moments kept of a track, however long; a waveform beside a map is about as wide. */
const MOST_MOMENTS = 600;
/** Hundredths of a second that share a moment at first. */
const GROUP = 10;

/** The waveform that is kept of a file, made as it is decoded: lowest and highest samples in few bytes. */
export class WaveMaker {
  #peaks: PeaksStrip | undefined;

  /** Takes a piece of the file, one array a channel, all of one length. */
  add(channels: readonly Float32Array[], sampleRate: Hertz): void {
    this.#peaks ??= new PeaksStrip(sampleRate, GROUP);
    this.#peaks.add(channels);
  }

  /** The waveform; `undefined` of nothing. */
  end(): Wave | undefined {
    const { columns = 0, step = 0, data = [] } = this.#peaks?.end() ?? {};
    if (columns === 0) return undefined;
    const group = Math.ceil(columns / MOST_MOMENTS);
    const extremes = new Uint8Array(2 * Math.ceil(columns / group));
    for (let moment = 0; moment < extremes.length / 2; moment++) {
      let [low, high] = [255, 0];
      for (let at = moment * group; at < Math.min(columns, (moment + 1) * group); at++) {
        low = Math.min(low, data[2 * at]!);
        high = Math.max(high, data[2 * at + 1]!);
      }
      extremes.set([low, high], 2 * moment);
    }
    return { step: step * group, extremes };
  }
}
