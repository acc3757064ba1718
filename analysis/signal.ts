import type { Hertz } from "../domain/mod.ts";

/** Decoded audio. */
export interface Signal {
  readonly sampleRate: Hertz;
  /**
   * One array per channel, one or two of them and of equal length; samples nominally in [-1, 1] and
   * always finite.
   */
  readonly channels: readonly Float32Array[];
}
