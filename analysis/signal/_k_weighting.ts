import type { Hertz } from "../../domain/mod.ts";

/** A second-order section with a leading denominator of 1. */
interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * The two sections of BS.1770's K-weighting at any sample rate. The standard lists coefficients for
 * 48 kHz only; these are the analogue prototypes behind them (shelf +4.0 dB above 1682 Hz, high-pass
 * at 38 Hz; De Man 2014) through the bilinear transform, equal to the listed ones at 48 kHz.
 */
export function kWeighting(sampleRate: Hertz): readonly [shelf: Biquad, highPass: Biquad] {
  return [shelfAt(sampleRate), highPassAt(sampleRate)];
}

function shelfAt(sampleRate: Hertz): Biquad {
  const k = Math.tan(Math.PI * 1681.974450955533 / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + band * k / q + k * k) / a0,
    b1: 2 * (k * k - high) / a0,
    b2: (high - band * k / q + k * k) / a0,
    a1: 2 * (k * k - 1) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function highPassAt(sampleRate: Hertz): Biquad {
  const k = Math.tan(Math.PI * 38.13547087602444 / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0 };
}

/** K-weighted energy of one channel, sample after sample. */
export class WeightedEnergy {
  readonly #shelf: Biquad;
  readonly #highPass: Biquad;
  readonly #state = new Float64Array(4);

  constructor(sampleRate: Hertz) {
    [this.#shelf, this.#highPass] = kWeighting(sampleRate);
  }

  /** Sum of squares of `samples[start]` up to `samples[end - 1]` after the weighting. */
  add(samples: Float32Array, range: { readonly start: number; readonly end: number }): number {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { a1: c1, a2: c2 } = this.#highPass;
    let [s1, s2, h1, h2] = this.#state as unknown as [number, number, number, number];
    let energy = 0;
    for (let i = range.start; i < range.end; i++) {
      const x = samples[i]!;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      const z = y + h1;
      h1 = -2 * y - c1 * z + h2;
      h2 = y - c2 * z;
      energy += z * z;
    }
    this.#state.set([s1, s2, h1, h2].map((value) => Math.abs(value) < 1e-30 ? 0 : value));
    return energy;
  }
}
