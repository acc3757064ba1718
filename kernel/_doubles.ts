import { ADD, apply, type Bytes, DIVIDE, MULTIPLY, SUBTRACT } from "./_assembler.ts";

/** Two sums of doubles. */
export const add = (a: Bytes, b: Bytes) => apply(ADD.f64x2, a, b);
/** Two differences. */
export const subtract = (a: Bytes, b: Bytes) => apply(SUBTRACT.f64x2, a, b);
/** Two products. */
export const multiply = (a: Bytes, b: Bytes) => apply(MULTIPLY.f64x2, a, b);
/** Two quotients. */
export const divide = (a: Bytes, b: Bytes) => apply(DIVIDE.f64x2, a, b);
