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

class RadixFourFft implements RealFft {
  readonly size: number;
  readonly bins: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly #order: Uint32Array;
  readonly #zr: Float64Array;
  readonly #zi: Float64Array;
  readonly #passes: readonly { readonly span: number; readonly twiddles: Float64Array }[];
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(size: number) {
    const half = size / 2;
    this.size = size;
    this.bins = half + 1;
    this.re = new Float64Array(half + 1);
    this.im = new Float64Array(half + 1);
    this.#order = bitReversal(half);
    this.#zr = new Float64Array(half);
    this.#zi = new Float64Array(half);
    const passes = [];
    for (let span = Math.log2(half) % 2 === 0 ? 4 : 2; span < half; span *= 4) {
      passes.push({ span, twiddles: twiddlesOf(span) });
    }
    this.#passes = passes;
    this.#cos = Float64Array.from({ length: half / 2 + 1 }, (_, k) => Math.cos(Math.PI * k / half));
    this.#sin = Float64Array.from({ length: half / 2 + 1 }, (_, k) => Math.sin(Math.PI * k / half));
  }

  transform(frame: Float64Array): void {
    if (Math.log2(this.size / 2) % 2 === 0) this.#firstOfFour(frame);
    else this.#firstOfTwo(frame);
    for (const { span, twiddles } of this.#passes) this.#pass(span, twiddles);
    this.#unpack();
  }

  #firstOfTwo(frame: Float64Array): void {
    const zr = this.#zr, zi = this.#zi, order = this.#order;
    for (let i = 0; i < zr.length; i += 2) {
      const a = 2 * order[i]!, b = 2 * order[i + 1]!;
      const ar = frame[a]!, ai = frame[a + 1]!, br = frame[b]!, bi = frame[b + 1]!;
      zr[i] = ar + br;
      zi[i] = ai + bi;
      zr[i + 1] = ar - br;
      zi[i + 1] = ai - bi;
    }
  }

  #firstOfFour(frame: Float64Array): void {
    const zr = this.#zr, zi = this.#zi, order = this.#order;
    for (let i = 0; i < zr.length; i += 4) {
      const a = 2 * order[i]!, c = 2 * order[i + 1]!, b = 2 * order[i + 2]!, d = 2 * order[i + 3]!;
      const sr = frame[a]! + frame[c]!, si = frame[a + 1]! + frame[c + 1]!;
      const tr = frame[a]! - frame[c]!, ti = frame[a + 1]! - frame[c + 1]!;
      const ur = frame[b]! + frame[d]!, ui = frame[b + 1]! + frame[d + 1]!;
      const vr = frame[b]! - frame[d]!, vi = frame[b + 1]! - frame[d + 1]!;
      zr[i] = sr + ur;
      zi[i] = si + ui;
      zr[i + 1] = tr + vi;
      zi[i + 1] = ti - vr;
      zr[i + 2] = sr - ur;
      zi[i + 2] = si - ui;
      zr[i + 3] = tr - vi;
      zi[i + 3] = ti + vr;
    }
  }

  /** Joins four transforms of `span` values each into one of `4 span`. */
  #pass(span: number, twiddles: Float64Array): void {
    const zr = this.#zr, zi = this.#zi;
    for (let start = 0; start < zr.length; start += 4 * span) {
      for (let k = 0, w = 0; k < span; k++, w += 6) {
        const a = start + k, c = a + span, b = c + span, d = b + span;
        const br = zr[b]! * twiddles[w]! - zi[b]! * twiddles[w + 1]!;
        const bi = zr[b]! * twiddles[w + 1]! + zi[b]! * twiddles[w]!;
        const cr = zr[c]! * twiddles[w + 2]! - zi[c]! * twiddles[w + 3]!;
        const ci = zr[c]! * twiddles[w + 3]! + zi[c]! * twiddles[w + 2]!;
        const dr = zr[d]! * twiddles[w + 4]! - zi[d]! * twiddles[w + 5]!;
        const di = zr[d]! * twiddles[w + 5]! + zi[d]! * twiddles[w + 4]!;
        const sr = zr[a]! + cr, si = zi[a]! + ci, tr = zr[a]! - cr, ti = zi[a]! - ci;
        const ur = br + dr, ui = bi + di, vr = br - dr, vi = bi - di;
        zr[a] = sr + ur;
        zi[a] = si + ui;
        zr[c] = tr + vi;
        zi[c] = ti - vr;
        zr[b] = sr - ur;
        zi[b] = si - ui;
        zr[d] = tr - vi;
        zi[d] = ti + vr;
      }
    }
  }

  /** Takes the spectrum of the real frame out of that of its even and odd samples. */
  #unpack(): void {
    const zr = this.#zr, zi = this.#zi, re = this.re, im = this.im;
    const cos = this.#cos, sin = this.#sin, half = zr.length;
    re[0] = zr[0]! + zi[0]!;
    re[half] = zr[0]! - zi[0]!;
    im[0] = im[half] = 0;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const er = 0.5 * (zr[k]! + zr[m]!), ei = 0.5 * (zi[k]! - zi[m]!);
      const or = 0.5 * (zi[k]! + zi[m]!), oi = 0.5 * (zr[m]! - zr[k]!);
      const wr = cos[k]! * or + sin[k]! * oi, wi = cos[k]! * oi - sin[k]! * or;
      re[k] = er + wr;
      im[k] = ei + wi;
      re[m] = er - wr;
      im[m] = wi - ei;
    }
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

/** For each k below `span`, e^(-2 pi i n k / (4 span)) for n = 1, 2, 3 as re, im pairs. */
function twiddlesOf(span: number): Float64Array {
  const twiddles = new Float64Array(6 * span);
  for (let k = 0; k < span; k++) {
    for (let n = 1; n <= 3; n++) {
      const angle = -2 * Math.PI * n * k / (4 * span);
      twiddles[6 * k + 2 * (n - 1)] = Math.cos(angle);
      twiddles[6 * k + 2 * (n - 1) + 1] = Math.sin(angle);
    }
  }
  return twiddles;
}
