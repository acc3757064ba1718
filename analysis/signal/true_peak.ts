/** Phases of the interpolator: the signal is looked at four times between samples (BS.1770-4 Annex 2). */
const PHASES = 4;
/** Taps of one phase, a multiple of four. */
const TAPS = 24;

/** Interpolation coefficients, shape `(PHASES - 1, TAPS)`; phase 0 is the sample itself. */
const TABLE = design();

/** The most by which interpolation can exceed the largest of the samples around it. */
const LARGEST_GAIN = Math.max(...[0, 1, 2].map((phase) => {
  const taps = TABLE.subarray(phase * TAPS, (phase + 1) * TAPS);
  return taps.reduce((sum, tap) => sum + Math.abs(tap), 0);
}));

/** Taps about the place that is interpolated, from which most of a value comes. */
const NEAR = 8;
const FIRST_NEAR = (TAPS - NEAR) / 2;

/** The most that all other taps can add, by phase, to samples of at most 1. */
const FAR = Float64Array.from([0, 1, 2], (phase) => {
  const taps = Array.from(TABLE.subarray(phase * TAPS, (phase + 1) * TAPS), Math.abs);
  taps.splice(FIRST_NEAR, NEAR);
  return taps.reduce((sum, tap) => sum + tap, 0);
});
/** Keeps rounding from hiding a peak. */
const MARGIN = 1 + 1e-6;

/** Follows the true peak of one channel. */
export interface PeakMeter {
  add(samples: Float32Array): void;
  /** Largest magnitude so far, of samples and of the values between them; 1 is full scale. */
  readonly peak: number;
}

/**
 * A true-peak meter after ITU-R BS.1770-4 Annex 2: 4-fold oversampling, by a windowed sinc of 24
 * taps a phase. Stretches that cannot exceed the peak so far are not interpolated, which changes
 * the cost and not the result.
 */
export function createPeakMeter(): PeakMeter {
  return new TruePeak();
}

class TruePeak implements PeakMeter {
  peak = 0;
  #tail = new Float32Array(TAPS - 1);

  add(samples: Float32Array): void {
    const joined = new Float32Array(this.#tail.length + samples.length);
    joined.set(this.#tail);
    joined.set(samples, this.#tail.length);
    let threshold = this.peak / LARGEST_GAIN;
    let hot = -1;
    for (let i = 0; i < joined.length; i++) {
      const level = Math.abs(joined[i]!);
      if (level > threshold) hot = i;
      if (level > this.peak) this.peak = level;
      if (i < TAPS - 1 || hot < i - TAPS + 1 || hot < 0) continue;
      if (!this.#canExceed(joined, i - TAPS + 1)) continue;
      this.#interpolate(joined, i - TAPS + 1);
      threshold = this.peak / LARGEST_GAIN;
    }
    this.#tail = joined.slice(joined.length - this.#tail.length);
  }

  /** Whether a value can exceed the peak, if all samples but the near ones were as large as that. */
  #canExceed(samples: Float32Array, start: number): boolean {
    const peak = this.peak;
    for (let phase = 0, t = FIRST_NEAR; phase < PHASES - 1; phase++, t += TAPS) {
      const i = start + FIRST_NEAR;
      const near = samples[i]! * TABLE[t]! + samples[i + 1]! * TABLE[t + 1]! +
        samples[i + 2]! * TABLE[t + 2]! + samples[i + 3]! * TABLE[t + 3]! +
        samples[i + 4]! * TABLE[t + 4]! + samples[i + 5]! * TABLE[t + 5]! +
        samples[i + 6]! * TABLE[t + 6]! + samples[i + 7]! * TABLE[t + 7]!;
      if ((Math.abs(near) + peak * FAR[phase]!) * MARGIN > peak) return true;
    }
    return false;
  }

  #interpolate(samples: Float32Array, start: number): void {
    for (let t = 0; t < TABLE.length; t += TAPS) {
      let a = 0, b = 0;
      for (let i = start, j = t; j < t + TAPS; i += 2, j += 2) {
        a += samples[i]! * TABLE[j]!;
        b += samples[i + 1]! * TABLE[j + 1]!;
      }
      const level = Math.abs(a + b);
      if (level > this.peak) this.peak = level;
    }
  }
}

function design(): Float64Array {
  const table = new Float64Array((PHASES - 1) * TAPS);
  for (let phase = 1; phase < PHASES; phase++) {
    const row = table.subarray((phase - 1) * TAPS, phase * TAPS);
    for (let tap = 0; tap < TAPS; tap++) {
      const x = tap - (TAPS / 2 - 1) - phase / PHASES;
      row[tap] = Math.sin(Math.PI * x) / (Math.PI * x) * Math.cos(Math.PI * x / (TAPS + 1)) ** 2;
    }
    const sum = row.reduce((total, tap) => total + tap, 0);
    for (let tap = 0; tap < TAPS; tap++) row[tap] = row[tap]! / sum;
  }
  return table;
}
