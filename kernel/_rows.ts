import {
  ADD,
  address,
  AND_I32,
  apply,
  type Bytes,
  constant,
  get,
  lane,
  load,
  type Local,
  MULTIPLY,
  routine,
  set,
  SHIFT_LEFT_I32,
  splat,
  step,
  store,
  whileLess,
  zero,
  zeroF32,
} from "./_assembler.ts";

const UNROLLED = [0, 16, 32, 48];
const BLOCK_BYTES = 64;

/** Loops over rows of vectors. */
export interface RowLoops {
  /** out[i] = Σ_j query[j] · rows[i, j]; `size` is that of a row. */
  dots(query: number, rows: number, count: number, size: number, out: number): void;
  /** The same in doubles; `count` is a multiple of four, `size` of 32 bytes. */
  wideDots(query: number, rows: number, count: number, size: number, out: number): void;
  /** total[j] += Σ_i weights[i] · rows[i, j]. */
  accumulate(total: number, rows: number, count: number, size: number, weights: number): void;
}

const DOTS = routine("dots", {
  parameters: { query: address, rows: address, count: "i32", size: "i32", out: address },
  variables: {
    at: address,
    blocksEnd: address,
    end: address,
    last: address,
    a: "v128",
    b: "v128",
    c: "v128",
    d: "v128",
    rest: "f32",
  },
  body: ({ query, rows, count, size, out, at, blocksEnd, end, last, a, b, c, d, rest }) => [
    set(blocksEnd, endOfBlocks(query, size)),
    set(end, apply(ADD.i32, get(query), get(size))),
    set(last, endOfFloats(out, count)),
    whileLess(out, last, [
      set(at, get(query)),
      [a, b, c, d].map((sum) => set(sum, zero)),
      set(rest, zeroF32),
      whileLess(at, blocksEnd, [
        [a, b, c, d].map((sum, i) => set(sum, plusProduct(sum, { at, rows, offset: 16 * i }))),
        step(at, constant(BLOCK_BYTES)),
        step(rows, constant(BLOCK_BYTES)),
      ]),
      whileLess(at, end, [
        set(rest, multiplyAdd(get(rest), load("f32", get(at)), load("f32", get(rows)))),
        step(at, constant(4)),
        step(rows, constant(4)),
      ]),
      set(a, add4(add4(get(a), get(b)), add4(get(c), get(d)))),
      store("f32", get(out), {
        value: [0, 1, 2, 3].reduce<Bytes>(
          (sum, index) => apply(ADD.f32, sum, lane("f32", get(a), index)),
          get(rest),
        ),
      }),
      step(out, constant(4)),
    ]),
  ],
});

const ACCUMULATE = routine("accumulate", {
  parameters: { total: address, rows: address, count: "i32", size: "i32", weights: address },
  variables: {
    at: address,
    blocksEnd: address,
    end: address,
    last: address,
    weight: "f32",
    spread: "v128",
  },
  body: ({ total, rows, count, size, weights, at, blocksEnd, end, last, weight, spread }) => [
    set(blocksEnd, endOfBlocks(total, size)),
    set(end, apply(ADD.i32, get(total), get(size))),
    set(last, endOfFloats(weights, count)),
    whileLess(weights, last, [
      set(at, get(total)),
      set(weight, load("f32", get(weights))),
      set(spread, splat("f32", get(weight))),
      whileLess(at, blocksEnd, [
        UNROLLED.map((offset) => {
          const added = apply(MULTIPLY.f32x4, get(spread), load("v128", get(rows), offset));
          const value = add4(load("v128", get(at), offset), added);
          return store("v128", get(at), { value, offset });
        }),
        step(at, constant(BLOCK_BYTES)),
        step(rows, constant(BLOCK_BYTES)),
      ]),
      whileLess(at, end, [
        store("f32", get(at), {
          value: multiplyAdd(load("f32", get(at)), get(weight), load("f32", get(rows))),
        }),
        step(at, constant(4)),
        step(rows, constant(4)),
      ]),
      step(weights, constant(4)),
    ]),
  ],
});

/** Four rows at a time, so that eight sums can grow at once. */
const WIDE_DOTS = routine("wideDots", {
  parameters: { query: address, rows: address, count: "i32", size: "i32", out: address },
  variables: {
    at: address,
    row: address,
    end: address,
    last: address,
    a: "v128",
    b: "v128",
    c: "v128",
    d: "v128",
    e: "v128",
    f: "v128",
    g: "v128",
    h: "v128",
  },
  body: ({ query, rows, count, size, out, at, row, end, last, ...sums }) => {
    const { a, b, c, d, e, f, g, h } = sums;
    const pairs = [[a, b], [c, d], [e, f], [g, h]] as const;
    return [
      set(end, apply(ADD.i32, get(query), get(size))),
      set(last, apply(ADD.i32, get(out), apply(SHIFT_LEFT_I32, get(count), constant(3)))),
      whileLess(out, last, [
        set(at, get(query)),
        pairs.flat().map((sum) => set(sum, zero)),
        whileLess(at, end, [
          set(row, get(rows)),
          pairs.map((pair, i) => [
            i > 0 ? step(row, get(size)) : [],
            pair.map((sum, half) => set(sum, plusWideProduct(sum, { at, row, offset: 16 * half }))),
          ]),
          step(at, constant(32)),
          step(rows, constant(32)),
        ]),
        pairs.map(([one, other], i) =>
          store("f64", get(out), { value: sumOf(one, other), offset: 8 * i })
        ),
        step(out, constant(32)),
        step(rows, apply(MULTIPLY.i32, get(size), constant(3))),
      ]),
    ];
  },
});

/** The routines of {@linkcode RowLoops}. */
export const ROWS = [DOTS, ACCUMULATE, WIDE_DOTS];

function endOfBlocks(start: Local, size: Local): Bytes {
  return apply(ADD.i32, get(start), apply(AND_I32, get(size), constant(-BLOCK_BYTES)));
}

function endOfFloats(start: Local, count: Local): Bytes {
  return apply(ADD.i32, get(start), apply(SHIFT_LEFT_I32, get(count), constant(2)));
}

function plusProduct(
  sum: Local,
  { at, rows, offset }: { readonly at: Local; readonly rows: Local; readonly offset: number },
): Bytes {
  const product = apply(
    MULTIPLY.f32x4,
    load("v128", get(at), offset),
    load("v128", get(rows), offset),
  );
  return add4(get(sum), product);
}

function multiplyAdd(sum: Bytes, ...factors: readonly [Bytes, Bytes]): Bytes {
  return apply(ADD.f32, sum, apply(MULTIPLY.f32, ...factors));
}

function add4(a: Bytes, b: Bytes): Bytes {
  return apply(ADD.f32x4, a, b);
}

function plusWideProduct(
  sum: Local,
  { at, row, offset }: { readonly at: Local; readonly row: Local; readonly offset: number },
): Bytes {
  const product = apply(
    MULTIPLY.f64x2,
    load("v128", get(at), offset),
    load("v128", get(row), offset),
  );
  return apply(ADD.f64x2, get(sum), product);
}

/** (a0 + a1) + (b0 + b1). */
function sumOf(a: Local, b: Local): Bytes {
  const [one, other] = [a, b].map((sum) =>
    apply(ADD.f64, lane("f64", get(sum), 0), lane("f64", get(sum), 1))
  );
  return apply(ADD.f64, one!, other!);
}
