import {
  ADD,
  address,
  apply,
  constant,
  get,
  LARGER,
  load,
  MULTIPLY,
  routine,
  set,
  size,
  step,
  store,
  whileLess,
  zero,
} from "./_assembler.ts";

/** The loop of a true-peak meter. */
export interface PeakLoops {
  /**
   * out[n] = max_p |Σ_j samples[n + j] · table[p, j]| up to the address `end` of `out`, in single floats,
   * four at a time. The table has three rows of eight coefficients, each four times over.
   */
  largestOfThree(samples: number, table: number, out: number, end: number): void;
}

const TAPS = 8;

/** The routine of {@linkcode PeakLoops}. */
export const PEAKS = [
  routine("largestOfThree", {
    parameters: { samples: address, table: address, out: address, end: address },
    variables: { a: "v128", b: "v128", c: "v128", x: "v128" },
    body: ({ samples, table, out, end, a, b, c, x }) => {
      const sums = [a, b, c];
      const larger = (one: typeof a, other: typeof a) =>
        apply(LARGER.f32x4, size(get(one)), size(get(other)));
      return whileLess(out, end, [
        sums.map((sum) => set(sum, zero)),
        Array.from({ length: TAPS }, (_, tap) => [
          set(x, load("v128", get(samples), 4 * tap)),
          sums.map((sum, row) => {
            const coefficient = load("v128", get(table), 16 * (TAPS * row + tap));
            return set(
              sum,
              apply(ADD.f32x4, get(sum), apply(MULTIPLY.f32x4, get(x), coefficient)),
            );
          }),
        ]),
        set(a, larger(a, b)),
        store("v128", get(out), { value: larger(a, c) }),
        step(samples, constant(16)),
        step(out, constant(16)),
      ]);
    },
  }),
];
