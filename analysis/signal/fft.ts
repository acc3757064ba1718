import { copyAround } from "./_copy_around.ts";
import { lanes, reserve } from "./lanes.ts";

/** A Fourier transform of real frames of one size. */
export interface RealFft {
  /** Samples of a frame, a power of two and at least 8. */
  readonly size: number;
  /** Values of a spectrum, `size / 2 + 1`. */
  readonly bins: number;
  /**
   * Transforms a frame (shape `(size,)`) into {@linkcode re} and {@linkcode im}, which every call
   * writes anew: `re[k] + i im[k] = sum_n frame[n] e^(-2 pi i k n / size)`.
   */
  transform(frame: Float64Array): void;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Plans a real Fourier transform: the even and odd samples as one complex frame of half the size,
 * decimation in time in radix-4 passes over separate real and imaginary arrays.
 *
 * Throws a RangeError where `size` is no power of two or below 8.
 */
export function createRealFft(size: number): RealFft {
  if (size < 8 || (size & (size - 1)) !== 0) {
    throw new RangeError(
      `Cannot plan a Fourier transform of ${size} samples: the size must be a power of two, 8 or more`,
    );
  }
  return new RadixFourFft(size);
}

/** What all transforms of one size on a thread work with, in the memory of the SIMD loops. */
interface Plan {
  readonly frame: Float64Array;
  /** Where in the frame each complex value of the first pass is, in bytes. */
  readonly order: Uint32Array;
  readonly zr: Float64Array;
  readonly zi: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Room for a number a bin. */
  readonly values: Float64Array;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly first: "firstOfTwo" | "firstOfFour";
  readonly passes: readonly {
    readonly span: number;
    readonly twiddles: Float64Array;
  }[];
}

/** Made once a thread. */
const plans = new Map<number, Plan>();

function planOf(size: number): Plan {
  const known = plans.get(size);
  if (known) return known;
  const made = newPlan(size);
  plans.set(size, made);
  return made;
}

function newPlan(size: number): Plan {
  const half = size / 2;
  const isFour = Math.log2(half) % 2 === 0;
  const passes = [];
  for (let span = isFour ? 4 : 2; span < half; span *= 4) {
    passes.push({ span, twiddles: kept(twiddlesOf(span)) });
  }
  const angles = Float64Array.from({ length: half / 2 + 1 }, (_, k) => Math.PI * k / half);
  const order = reserve(Uint32Array, half);
  order.set(bitReversal(half).map((index) => 16 * index));
  return {
    frame: reserve(Float64Array, size),
    order,
    zr: reserve(Float64Array, half),
    zi: reserve(Float64Array, half),
    re: reserve(Float64Array, half + 1),
    im: reserve(Float64Array, half + 1),
    values: reserve(Float64Array, half + 1),
    cos: kept(angles.map(Math.cos)),
    sin: kept(angles.map(Math.sin)),
    first: isFour ? "firstOfFour" : "firstOfTwo",
    passes,
  };
}

function kept(values: Float64Array): Float64Array {
  const there = reserve(Float64Array, values.length);
  there.set(values);
  return there;
}

class RadixFourFft implements RealFft {
  readonly size: number;
  readonly bins: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly #plan: Plan;

  constructor(size: number) {
    this.#plan = planOf(size);
    this.size = size;
    this.bins = size / 2 + 1;
    this.re = new Float64Array(this.bins);
    this.im = new Float64Array(this.bins);
  }

  transform(frame: Float64Array): void {
    this.#plan.frame.set(frame);
    transformed(this.#plan);
    this.re.set(this.#plan.re);
    this.im.set(this.#plan.im);
  }
}

/**
 * The Fourier transform of parts of a signal under a window. What it gives lies in memory that all
 * transforms of one size on a thread share: it is to be read before the next of them.
 */
export class WindowedFft {
  /** Real and imaginary parts, shape `(size / 2 + 1,)`. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly #plan: Plan;
  readonly #window: Float64Array;
  readonly #samples: Float32Array;

  /**
   * Takes memory for good, so one is made once a thread.
   *
   * @param window Zeros follow it up to `size` samples.
   */
  constructor(window: Float64Array, size: number = window.length) {
    createRealFft(size);
    this.#plan = planOf(size);
    this.#window = kept(window);
    this.#samples = reserve(Float32Array, window.length);
    this.re = this.#plan.re;
    this.im = this.#plan.im;
  }

  /** Transforms the samples from `start` on, which may lie outside, with zeros beyond the ends. */
  transform(samples: Float32Array, start: number): void {
    copyAround(samples, { start, into: this.#samples });
    const { frame } = this.#plan;
    const end = frame.byteOffset + this.#window.byteLength;
    lanes.windowed(this.#samples.byteOffset, this.#window.byteOffset, frame.byteOffset, end);
    frame.fill(0, this.#window.length);
    transformed(this.#plan);
  }

  /** Transforms a frame as long as the window. */
  transformFrame(frame: Float64Array): void {
    const { frame: given } = this.#plan;
    for (let i = 0; i < frame.length; i++) given[i] = this.#window[i]! * frame[i]!;
    given.fill(0, frame.length);
    transformed(this.#plan);
  }

  /** Magnitudes of the last transform; the same array as {@linkcode powers} gives. */
  magnitudes(): Float64Array {
    return this.#valuesBy("magnitudes");
  }

  /** Squared magnitudes of the last transform. */
  powers(): Float64Array {
    return this.#valuesBy("powers");
  }

  #valuesBy(loop: "magnitudes" | "powers"): Float64Array {
    const { re, im, values } = this.#plan;
    lanes[loop](re.byteOffset, im.byteOffset, re.byteOffset + re.byteLength, values.byteOffset);
    return values;
  }
}

/** Transforms the plan's frame into its `re` and `im`. */
function transformed(plan: Plan): void {
  const { frame, order, zr, zi, passes, first } = plan;
  const re = zr.byteOffset, im = zi.byteOffset;
  const orderEnd = order.byteOffset + order.byteLength;
  lanes[first](frame.byteOffset, order.byteOffset, orderEnd, re, im);
  const end = re + zr.byteLength;
  for (const { span, twiddles } of passes) {
    lanes.joinFour(re, im, end, 8 * span, twiddles.byteOffset);
  }
  unpack(plan);
}

/** Takes the spectrum of the real frame out of that of its even and odd samples. */
function unpack({ zr, zi, re, im, cos, sin }: Plan): void {
  const half = zr.length;
  const pairs = Math.floor((half / 2 - 1) / 2);
  const origin = zr.byteOffset, next = origin + 8;
  lanes.unpack(
    next,
    next + 16 * pairs,
    origin + 8 * (half - 2),
    zi.byteOffset - origin,
    re.byteOffset - origin,
    im.byteOffset - origin,
    cos.byteOffset + 8,
    sin.byteOffset + 8,
  );
  re[0] = zr[0]! + zi[0]!;
  re[half] = zr[0]! - zi[0]!;
  im[0] = im[half] = 0;
  for (let k = 2 * pairs + 1, m = half - k; k <= m; k++, m--) {
    const er = 0.5 * (zr[k]! + zr[m]!), ei = 0.5 * (zi[k]! - zi[m]!);
    const or = 0.5 * (zi[k]! + zi[m]!), oi = 0.5 * (zr[m]! - zr[k]!);
    const wr = cos[k]! * or + sin[k]! * oi, wi = cos[k]! * oi - sin[k]! * or;
    re[k] = er + wr;
    im[k] = ei + wi;
    re[m] = er - wr;
    im[m] = wi - ei;
  }
}

function bitReversal(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    order[i] = j;
  }
  return order;
}

/**
 * For each k below `span`, e^(-2 pi i n k / (4 span)) for n = 1, 2, 3 as real and imaginary parts, each
 * of them beside that of k + 1: shape `(span / 2, 6, 2)`.
 */
function twiddlesOf(span: number): Float64Array {
  const twiddles = new Float64Array(6 * span);
  for (let k = 0; k < span; k++) {
    for (let n = 1; n <= 3; n++) {
      const angle = -2 * Math.PI * n * k / (4 * span);
      const at = 12 * (k >> 1) + (k & 1) + 4 * (n - 1);
      twiddles[at] = Math.cos(angle);
      twiddles[at + 2] = Math.sin(angle);
    }
  }
  return twiddles;
}
