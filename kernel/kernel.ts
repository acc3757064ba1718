import { assemble } from "./_assembler.ts";
import { FOURIER, type FourierLoops } from "./_fourier.ts";
import { type PeakLoops, PEAKS } from "./_peaks.ts";
import { POLYPHASE, type PolyphaseLoops } from "./_polyphase.ts";
import { type RowLoops, ROWS } from "./_rows.ts";
import { SPECTRUM, type SpectrumLoops } from "./_spectrum.ts";

/**
 * The loops, bound to one memory. They are generated at start-up (no binary in the repository). All
 * addresses and sizes are in bytes.
 */
export interface Kernel extends RowLoops, PolyphaseLoops, FourierLoops, SpectrumLoops, PeakLoops {}

let compiled: WebAssembly.Module | undefined;

/** The loops over `memory`, which must be shared. */
export function kernelOver(memory: WebAssembly.Memory): Kernel {
  compiled ??= new WebAssembly.Module(
    assemble([...ROWS, ...POLYPHASE, ...FOURIER, ...SPECTRUM, ...PEAKS]),
  );
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return exports as unknown as Kernel;
}
