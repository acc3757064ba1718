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

/** K-weighted energy of two channels, sample after sample; together they take .7 of the time. */
export class WeightedEnergies {
  readonly #shelf: Biquad;
  readonly #highPass: Biquad;
  readonly #state = new Float64Array(8);

  constructor(sampleRate: Hertz) {
    [this.#shelf, this.#highPass] = kWeighting(sampleRate);
  }

  /** Sum of squares of `samples[start]` up to `samples[end - 1]` of both after the weighting. */
  add(
    [one, other]: readonly [Float32Array, Float32Array],
    range: { readonly start: number; readonly end: number },
  ): readonly [number, number] {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { a1: c1, a2: c2 } = this.#highPass;
    let [s1, s2, h1, h2, t1, t2, g1, g2] = this.#state as unknown as Eight;
    let energy = 0, otherEnergy = 0;
    for (let i = range.start; i < range.end; i++) {
      const x = one[i]!, u = other[i]!;
      const y = b0 * x + s1, v = b0 * u + t1;
      s1 = b1 * x - a1 * y + s2;
      t1 = b1 * u - a1 * v + t2;
      s2 = b2 * x - a2 * y;
      t2 = b2 * u - a2 * v;
      const z = y + h1, w = v + g1;
      h1 = -2 * y - c1 * z + h2;
      g1 = -2 * v - c1 * w + g2;
      h2 = y - c2 * z;
      g2 = v - c2 * w;
      energy += z * z;
      otherEnergy += w * w;
    }
    const state = [s1, s2, h1, h2, t1, t2, g1, g2];
    this.#state.set(state.map((value) => Math.abs(value) < 1e-30 ? 0 : value));
    return [energy, otherEnergy];
  }
}

type Eight = [number, number, number, number, number, number, number, number];
