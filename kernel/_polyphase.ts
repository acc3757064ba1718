import {
  ADD,
  address,
  apply,
  AT_LEAST_I32,
  constant,
  get,
  lane,
  load,
  MULTIPLY,
  routine,
  set,
  SHIFT_LEFT_I32,
  step,
  store,
  SUBTRACT,
  whileLess,
  zero,
} from "./_assembler.ts";

/** The loop of a resampler. */
export interface PolyphaseLoops {
  /**
   * out[n] = Σ_j samples[start + j] · table[phase, j] for single floats up to the address `end`. A phase
   * has `taps` bytes of the table, a multiple of 64. From one output to the next the start goes `whole`
   * bytes on and the phase `rest` bytes of the table; where it leaves the table's `period` bytes, it
   * comes back by as much and the start goes one sample further.
   */
  polyphase(
    samples: number,
    table: number,
    taps: number,
    phase: number,
    whole: number,
    rest: number,
    period: number,
    out: number,
    end: number,
  ): void;
}

const UNROLLED = [0, 16, 32, 48];

/** The routines of {@linkcode PolyphaseLoops}. */
export const POLYPHASE = [
  routine("polyphase", {
    parameters: {
      samples: address,
      table: address,
      taps: "i32",
      phase: "i32",
      whole: "i32",
      rest: "i32",
      period: "i32",
      out: address,
      end: address,
    },
    variables: {
      at: address,
      row: address,
      rowEnd: address,
      turn: "i32",
      a: "v128",
      b: "v128",
      c: "v128",
      d: "v128",
    },
    body: ({ samples, table, taps, phase, whole, rest, period, out, end, ...own }) => {
      const { at, row, rowEnd, turn, a, b, c, d } = own;
      const sums = [a, b, c, d];
      const add4 = (x: typeof a, y: typeof a) => apply(ADD.f32x4, get(x), get(y));
      return whileLess(out, end, [
        set(at, get(samples)),
        set(row, apply(ADD.i32, get(table), get(phase))),
        set(rowEnd, apply(ADD.i32, get(row), get(taps))),
        sums.map((sum) => set(sum, zero)),
        whileLess(row, rowEnd, [
          sums.map((sum, i) => {
            const offset = UNROLLED[i]!;
            const [x, y] = [load("v128", get(at), offset), load("v128", get(row), offset)];
            return set(sum, apply(ADD.f32x4, get(sum), apply(MULTIPLY.f32x4, x, y)));
          }),
          step(at, constant(64)),
          step(row, constant(64)),
        ]),
        set(a, add4(a, b)),
        set(c, add4(c, d)),
        set(a, add4(a, c)),
        store("f32", get(out), {
          value: [1, 2, 3].reduce(
            (sum, index) => apply(ADD.f32, sum, lane("f32", get(a), index)),
            lane("f32", get(a), 0),
          ),
        }),
        step(out, constant(4)),
        step(samples, get(whole)),
        step(phase, get(rest)),
        set(turn, apply(AT_LEAST_I32, get(phase), get(period))),
        step(samples, apply(SHIFT_LEFT_I32, get(turn), constant(2))),
        set(phase, apply(SUBTRACT.i32, get(phase), apply(MULTIPLY.i32, get(turn), get(period)))),
      ]);
    },
  }),
];
