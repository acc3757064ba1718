import { kernelOver } from "../../kernel/mod.ts";

const PAGE_BYTES = 65_536;
const MAXIMUM_PAGES = 65_536;
const ALIGNMENT = 64;

const memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
let end = ALIGNMENT;

/** The SIMD loops of this thread, over the memory that {@linkcode reserve} gives parts of. */
export const lanes = kernelOver(memory);

/** Takes a part of the thread's memory for good, for `array` to view: what is kept there is made once. */
export function reserve<T>(
  array: {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: ArrayBuffer, offset: number, length: number): T;
  },
  length: number,
): T {
  const start = end;
  end += ALIGNMENT * Math.ceil(length * array.BYTES_PER_ELEMENT / ALIGNMENT);
  const missing = Math.ceil(end / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) memory.grow(missing);
  return new array(memory.buffer, start, length);
}
