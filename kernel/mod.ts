/**
 * Loops with SIMD over WebAssembly memory, for what JavaScript does one number at a time.
 *
 * @module
 */
export { type Kernel, kernelOver } from "./kernel.ts";
