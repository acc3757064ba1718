import type { VectorTable } from "./vector_table.ts";

/** A deviation below this part of the largest is rounding: such a dimension says nothing. */
const NOTHING = 1e-6;

/**
 * One over the deviation (population) of each dimension of the unit vectors of a table, shape
 * `(dimensions,)`; 0 where all are alike.
 */
export function inverseDeviations(table: VectorTable, mean: Float64Array): Float64Array {
  const { dimensions, present, count } = table;
  const squares = new Float64Array(dimensions);
  for (let row = 0; row < table.length; row++) {
    if (present[row] !== 1) continue;
    const unit = table.unit(row);
    for (let i = 0; i < dimensions; i++) squares[i]! += (unit[i]! - mean[i]!) ** 2;
  }
  const deviations = squares.map((square) => Math.sqrt(square / Math.max(1, count)));
  const least = NOTHING * deviations.reduce((most, x) => Math.max(most, x), 0);
  return deviations.map((deviation) => deviation > least ? 1 / deviation : 0);
}
