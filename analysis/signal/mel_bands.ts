import type { Hertz } from "../../domain/mod.ts";
import { type MelBands, melEdges, slaneyBank, weigh } from "./_filter_bank.ts";

/** Bands on Slaney's mel scale over the spectra of one frame size. */
export interface MelBank {
  /** Where each band's triangle has its top of 1, shape `(bands,)`. */
  readonly centres: readonly Hertz[];
  /** Sums a power spectrum, shape `(fftSize / 2 + 1,)`, into its bands, shape `(bands,)`. */
  weigh(power: Float64Array, bands: Float32Array): void;
}

/** Triangles of height 1 between neighbouring centres on Slaney's mel scale. */
export function melBands(plan: MelBands): MelBank {
  const edges = melEdges(plan);
  const bank = slaneyBank(plan);
  const { offset, weights } = bank;
  for (let b = 0; b < plan.bands; b++) {
    const half = (edges[b + 2]! - edges[b]!) / 2;
    for (let w = offset[b]!; w < offset[b + 1]!; w++) weights[w]! *= half;
  }
  return {
    centres: [...edges.slice(1, -1)],
    weigh: (power, bands) => weigh(power, bank, bands),
  };
}
