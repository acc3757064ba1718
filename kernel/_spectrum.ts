import {
  ADD,
  address,
  apply,
  type Bytes,
  constant,
  constantF64,
  get,
  GREATER,
  load,
  type Local,
  promoted,
  root,
  routine,
  select,
  set,
  splat,
  step,
  store,
  whileLess,
  zero,
} from "./_assembler.ts";
import { add, divide, multiply, subtract } from "./_doubles.ts";

/** What comes before and after a Fourier transform, in doubles, two at a time. */
export interface SpectrumLoops {
  /** frame[i] = window[i] * samples[i] up to the address `end` of the frame, of single floats. */
  windowed(samples: number, window: number, frame: number, end: number): void;
  /** out[k] = re[k]^2 + im[k]^2 up to the address `end` in `re`. */
  powers(re: number, im: number, end: number, out: number): void;
  /** Their roots. */
  magnitudes(re: number, im: number, end: number, out: number): void;
  /**
   * Squared complex differences up to the address `end` in `re`. From `state` on lie six arrays `stride`
   * bytes apart: cosine and sine of the last frame's phases, those of the one before, the last magnitudes,
   * all of which are brought up to date, and the squares. `sign` is that of the older sine.
   */
  differences(
    re: number,
    im: number,
    magnitude: number,
    end: number,
    state: number,
    stride: number,
    sign: number,
  ): void;
}

const square = (a: Local) => multiply(get(a), get(a));
const at = (pointer: Local) => load("v128", get(pointer));
const keep = (pointer: Local, value: Bytes) => store("v128", get(pointer), { value });
const allOn = (pointers: readonly Local[]) => pointers.map((each) => step(each, constant(16)));

const WINDOWED = routine("windowed", {
  parameters: { samples: address, window: address, frame: address, end: address },
  variables: {},
  body: ({ samples, window, frame, end }) =>
    whileLess(frame, end, [
      keep(frame, multiply(at(window), promoted(load("v64", get(samples))))),
      step(samples, constant(8)),
      allOn([window, frame]),
    ]),
});

const OF_SPECTRUM = {
  parameters: { re: address, im: address, end: address, out: address },
  variables: { x: "v128", y: "v128" },
} as const;

const POWERS = routine("powers", {
  ...OF_SPECTRUM,
  body: ({ re, im, end, out, x, y }) =>
    whileLess(re, end, [
      set(x, at(re)),
      set(y, at(im)),
      keep(out, add(square(x), square(y))),
      allOn([re, im, out]),
    ]),
});

const MAGNITUDES = routine("magnitudes", {
  ...OF_SPECTRUM,
  body: ({ re, im, end, out, x, y }) =>
    whileLess(re, end, [
      set(x, at(re)),
      set(y, at(im)),
      keep(out, root(add(square(x), square(y)))),
      allOn([re, im, out]),
    ]),
});

const DIFFERENCES = routine("differences", {
  parameters: {
    re: address,
    im: address,
    magnitude: address,
    end: address,
    state: address,
    stride: "i32",
    sign: "f64",
  },
  variables: {
    sin1: address,
    cos2: address,
    sin2: address,
    before: address,
    squares: address,
    c: "v128",
    s: "v128",
    d: "v128",
    t: "v128",
    twiceCos: "v128",
    twiceSin: "v128",
    turnCos: "v128",
    turnSin: "v128",
    x: "v128",
    y: "v128",
    size: "v128",
    isHeard: "v128",
  },
  body: (locals) => {
    const { re, im, magnitude, end, state, stride, sign } = locals;
    const { sin1, cos2, sin2, before, squares, c, s, d, t } = locals;
    const { twiceCos, twiceSin, turnCos, turnSin, x, y, size, isHeard } = locals;
    const arrays = [state, sin1, cos2, sin2, before, squares];
    const all = (value: number) => splat("f64", constantF64(value));
    const product = (a: Local, b: Local) => multiply(get(a), get(b));
    return [
      arrays.slice(1).map((array, i) => set(array, apply(ADD.i32, get(arrays[i]!), get(stride)))),
      whileLess(re, end, [
        set(c, at(state)),
        set(s, at(sin1)),
        set(d, at(cos2)),
        set(t, multiply(splat("f64", get(sign)), at(sin2))),
        set(twiceCos, subtract(square(c), square(s))),
        set(twiceSin, multiply(multiply(all(-2), get(c)), get(s))),
        set(turnCos, subtract(product(twiceCos, d), product(twiceSin, t))),
        set(turnSin, add(product(twiceCos, t), product(twiceSin, d))),
        keep(cos2, get(c)),
        keep(sin2, get(s)),
        set(x, at(re)),
        set(y, at(im)),
        set(c, subtract(at(before), subtract(product(x, turnCos), product(y, turnSin)))),
        set(s, add(product(x, turnSin), product(y, turnCos))),
        keep(squares, add(square(c), square(s))),
        set(size, at(magnitude)),
        set(isHeard, apply(GREATER.f64x2, get(size), zero)),
        keep(state, select(get(isHeard), divide(get(x), get(size)), all(1))),
        keep(sin1, select(get(isHeard), divide(get(y), get(size)), zero)),
        keep(before, get(size)),
        allOn([re, im, magnitude, ...arrays]),
      ]),
    ];
  },
});

/** The routines of {@linkcode SpectrumLoops}. */
export const SPECTRUM = [WINDOWED, POWERS, MAGNITUDES, DIFFERENCES];
