import { lanes, reserve } from "./lanes.ts";

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
/** Keeps rounding to single floats from hiding a peak. */
const MARGIN = 1 + 1e-5;

/** Samples that are looked at together. */
const BLOCK = 1024;
/** Samples of a block behind the last ones before it, and room for the loop to read on. */
const joined = reserve(Float32Array, TAPS + BLOCK + NEAR);
/** For each place, the peak above which it cannot exceed the peak. */
const bounds = reserve(Float32Array, BLOCK);
const nearTaps = reserveNearTaps();

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
  readonly #tail = new Float32Array(TAPS - 1);

  add(samples: Float32Array): void {
    for (let start = 0; start < samples.length; start += BLOCK) {
      this.#addBlock(samples.subarray(start, start + BLOCK));
    }
  }

  #addBlock(samples: Float32Array): void {
    const { length } = samples;
    joined.set(this.#tail);
    joined.set(samples, TAPS - 1);
    this.#tail.set(joined.subarray(length, length + TAPS - 1));
    const largest = largestOf(joined, length + TAPS - 1);
    this.peak = Math.max(this.peak, largest);
    if (largest * LARGEST_GAIN * MARGIN <= this.peak) return;
    lanes.largestOfThree(
      joined.byteOffset + 4 * FIRST_NEAR,
      nearTaps.byteOffset,
      bounds.byteOffset,
      bounds.byteOffset + 4 * length,
    );
    let least = this.peak / MARGIN;
    for (let start = 0; start < length; start++) {
      if (bounds[start]! <= least) continue;
      this.#interpolate(joined, start);
      least = this.peak / MARGIN;
    }
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

/** The largest magnitude of the first so many samples. */
function largestOf(samples: Float32Array, count: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const level = Math.abs(samples[i]!);
    if (level > largest) largest = level;
  }
  return largest;
}

/**
 * The near taps over what the far ones leave: their sum has to exceed the peak for a value to exceed it,
 * if all other samples were as large as that. As the loop takes them, each four times over.
 */
function reserveNearTaps(): Float32Array {
  const taps = reserve(Float32Array, 4 * (PHASES - 1) * NEAR);
  for (let phase = 0, at = 0; phase < PHASES - 1; phase++) {
    for (let tap = 0; tap < NEAR; tap++, at += 4) {
      taps.fill(TABLE[phase * TAPS + FIRST_NEAR + tap]! / (1 - FAR[phase]!), at, at + 4);
    }
  }
  return taps;
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
