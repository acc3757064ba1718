import type { Arguments, CommandSpec } from "./_args.ts";

/** How much memory the vectors of a space may take. */
export const VECTORS_OPTION: CommandSpec["options"][string] = {
  value: "MB",
  help: "memory that the vectors of one space may take before they are reduced",
  default: "2000",
};

const BYTES_A_NUMBER = 4;
/** What one table can hold: 4 GiB. */
const MOST = 4290;

/** Numbers that a space may keep in memory whole, by {@linkcode VECTORS_OPTION}. */
export function numbersIn(given: Arguments): number {
  return given.whole("vectors", { min: 0, max: MOST })! * 1e6 / BYTES_A_NUMBER;
}
