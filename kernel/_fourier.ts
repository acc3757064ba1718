import {
  ADD,
  address,
  apply,
  type Bytes,
  constant,
  constantF64,
  get,
  load,
  type Local,
  pairOf,
  routine,
  set,
  splat,
  step,
  store,
  whileLess,
} from "./_assembler.ts";
import { add, multiply, subtract } from "./_doubles.ts";

/**
 * The passes of a Fourier transform in doubles, two at a time, over separate real and imaginary parts.
 * The order of every sum is that of the scalar loops, so that results are equal to the bit.
 */
export interface FourierLoops {
  /**
   * Takes complex values in the order of `order` (32-bit offsets from `frame`) up to the address `end`,
   * transforms each two of them, and parts them into `re` and `im`.
   */
  firstOfTwo(frame: number, order: number, end: number, re: number, im: number): void;
  /** The same for each four. */
  firstOfFour(frame: number, order: number, end: number, re: number, im: number): void;
  /**
   * Joins four transforms of `span` bytes each into one, for all of `re` up to `end`. `twiddles` has for
   * each two values the real and imaginary parts of three factors, each two doubles.
   */
  joinFour(re: number, im: number, end: number, span: number, twiddles: number): void;
  /**
   * Takes values `k` up to `end` (addresses in `zr`, two at a time) and those as far from the end, of
   * which the last two are at `mirror`, out of a spectrum of even and odd samples. `cos` and `sin` begin
   * at `k`; the other arrays lie `zi`, `re` and `im` bytes behind `zr`.
   */
  unpack(
    k: number,
    end: number,
    mirror: number,
    zi: number,
    re: number,
    im: number,
    cos: number,
    sin: number,
  ): void;
}

const plus = (a: Local, b: Bytes) => apply(ADD.i32, get(a), b);
const keep = (at: Bytes, value: Bytes, offset = 0) => store("v128", at, { value, offset });
/** First doubles of two vectors, and second ones. */
const lows = (a: Local, b: Local) => pairOf(get(a), get(b), [0, 2]);
const highs = (a: Local, b: Local) => pairOf(get(a), get(b), [1, 3]);
const swapped = (a: Bytes) => pairOf(a, a, [1, 2]);

const VECTORS = { a: "v128", b: "v128", c: "v128", d: "v128" } as const;
const FIRST = { frame: address, order: address, end: address, re: address, im: address } as const;

/** The complex value that entry `index` of the order names. */
const valueAt = (frame: Local, order: Local, index: number) =>
  load("v128", plus(frame, load("i32", get(order), 4 * index)));

const FIRST_OF_TWO = routine("firstOfTwo", {
  parameters: FIRST,
  variables: VECTORS,
  body: ({ frame, order, end, re, im, a, b, c, d }) =>
    whileLess(order, end, [
      set(a, valueAt(frame, order, 0)),
      set(b, valueAt(frame, order, 1)),
      set(c, add(get(a), get(b))),
      set(d, subtract(get(a), get(b))),
      keep(get(re), lows(c, d)),
      keep(get(im), highs(c, d)),
      step(order, constant(8)),
      step(re, constant(16)),
      step(im, constant(16)),
    ]),
});

const FIRST_OF_FOUR = routine("firstOfFour", {
  parameters: FIRST,
  variables: { ...VECTORS, s: "v128", t: "v128", u: "v128", v: "v128", sign: "v128" },
  body: ({ frame, order, end, re, im, a, b, c, d, s, t, u, v, sign }) => [
    set(sign, pairOf(splat("f64", constantF64(1)), splat("f64", constantF64(-1)), [0, 2])),
    whileLess(order, end, [
      [a, c, b, d].map((value, index) => set(value, valueAt(frame, order, index))),
      set(s, add(get(a), get(c))),
      set(t, subtract(get(a), get(c))),
      set(u, add(get(b), get(d))),
      // v: -i (b - d)
      set(v, multiply(swapped(subtract(get(b), get(d))), get(sign))),
      set(a, add(get(s), get(u))),
      set(b, add(get(t), get(v))),
      set(c, subtract(get(s), get(u))),
      set(d, subtract(get(t), get(v))),
      keep(get(re), lows(a, b)),
      keep(get(re), lows(c, d), 16),
      keep(get(im), highs(a, b)),
      keep(get(im), highs(c, d), 16),
      step(order, constant(16)),
      step(re, constant(32)),
      step(im, constant(32)),
    ]),
  ],
});

const JOIN_FOUR = routine("joinFour", {
  parameters: { re: address, im: address, end: address, span: "i32", twiddles: address },
  variables: {
    twice: "i32",
    thrice: "i32",
    stop: address,
    at: address,
    ar: "v128",
    ai: "v128",
    br: "v128",
    bi: "v128",
    cr: "v128",
    ci: "v128",
    dr: "v128",
    di: "v128",
    x: "v128",
    y: "v128",
    sr: "v128",
    si: "v128",
  },
  body: (locals) => {
    const { re, im, end, span, twiddles, twice, thrice, stop, at } = locals;
    const { ar, ai, br, bi, cr, ci, dr, di, x, y, sr, si } = locals;
    const factor = (index: number) => load("v128", get(at), 16 * index);
    /** Brings a value at an offset into two variables, turned by a factor. */
    const turned = ([r, i]: readonly [Local, Local], offset: Local, index: number): Bytes => [
      set(x, load("v128", plus(re, get(offset)))),
      set(y, load("v128", plus(im, get(offset)))),
      set(
        r,
        subtract(multiply(get(x), factor(index)), multiply(get(y), factor(index + 1))),
      ),
      set(i, add(multiply(get(x), factor(index + 1)), multiply(get(y), factor(index)))),
    ];
    return [
      set(twice, plus(span, get(span))),
      set(thrice, plus(twice, get(span))),
      whileLess(re, end, [
        set(stop, plus(re, get(span))),
        set(at, get(twiddles)),
        whileLess(re, stop, [
          turned([cr, ci], span, 2),
          turned([br, bi], twice, 0),
          turned([dr, di], thrice, 4),
          set(ar, load("v128", get(re))),
          set(ai, load("v128", get(im))),
          set(sr, add(get(ar), get(cr))),
          set(si, add(get(ai), get(ci))),
          set(ar, subtract(get(ar), get(cr))),
          set(ai, subtract(get(ai), get(ci))),
          set(cr, add(get(br), get(dr))),
          set(ci, add(get(bi), get(di))),
          set(br, subtract(get(br), get(dr))),
          set(bi, subtract(get(bi), get(di))),
          keep(get(re), add(get(sr), get(cr))),
          keep(get(im), add(get(si), get(ci))),
          keep(plus(re, get(span)), add(get(ar), get(bi))),
          keep(plus(im, get(span)), subtract(get(ai), get(br))),
          keep(plus(re, get(twice)), subtract(get(sr), get(cr))),
          keep(plus(im, get(twice)), subtract(get(si), get(ci))),
          keep(plus(re, get(thrice)), subtract(get(ar), get(bi))),
          keep(plus(im, get(thrice)), add(get(ai), get(br))),
          step(re, constant(16)),
          step(im, constant(16)),
          step(at, constant(96)),
        ]),
        step(re, get(thrice)),
        step(im, get(thrice)),
      ]),
    ];
  },
});

const UNPACK = routine("unpack", {
  parameters: {
    k: address,
    end: address,
    mirror: address,
    zi: "i32",
    re: "i32",
    im: "i32",
    cos: address,
    sin: address,
  },
  variables: {
    half: "v128",
    ar: "v128",
    ai: "v128",
    br: "v128",
    bi: "v128",
    er: "v128",
    ei: "v128",
    x: "v128",
    y: "v128",
  },
  body: ({ k, end, mirror, zi, re, im, cos, sin, half, ar, ai, br, bi, er, ei, x, y }) => [
    set(half, splat("f64", constantF64(0.5))),
    whileLess(k, end, [
      set(ar, load("v128", get(k))),
      set(ai, load("v128", plus(k, get(zi)))),
      set(br, swapped(load("v128", get(mirror)))),
      set(bi, swapped(load("v128", plus(mirror, get(zi))))),
      set(er, multiply(get(half), add(get(ar), get(br)))),
      set(ei, multiply(get(half), subtract(get(ai), get(bi)))),
      set(x, multiply(get(half), add(get(ai), get(bi)))),
      set(y, multiply(get(half), subtract(get(br), get(ar)))),
      set(ar, load("v128", get(cos))),
      set(ai, load("v128", get(sin))),
      set(br, add(multiply(get(ar), get(x)), multiply(get(ai), get(y)))),
      set(bi, subtract(multiply(get(ar), get(y)), multiply(get(ai), get(x)))),
      keep(plus(k, get(re)), add(get(er), get(br))),
      keep(plus(k, get(im)), add(get(ei), get(bi))),
      keep(plus(mirror, get(re)), swapped(subtract(get(er), get(br)))),
      keep(plus(mirror, get(im)), swapped(subtract(get(bi), get(ei)))),
      step(k, constant(16)),
      step(cos, constant(16)),
      step(sin, constant(16)),
      step(mirror, constant(-16)),
    ]),
  ],
});

/** The routines of {@linkcode FourierLoops}. */
export const FOURIER = [FIRST_OF_TWO, FIRST_OF_FOUR, JOIN_FOUR, UNPACK];
