import type { Binning } from "./binning.ts";
import type { NumberDescriptor } from "./catalogue.ts";

/** Axes for lengths of clips, of songs and of sets, s; bins of some seconds or minutes. */
const LENGTHS: readonly Binning[] = [
  { range: [0, 60], bin: 2 },
  { range: [0, 120], bin: 5 },
  { range: [0, 300], bin: 10 },
  { range: [0, 600], bin: 15 },
  { range: [0, 1_800], bin: 60 },
  { range: [0, 7_200], bin: 240 },
];
/** The share of the values that an axis has to hold. */
const HELD = 0.99;

const FITTED = new WeakMap<Float32Array, Binning>();

/**
 * A descriptor with an axis that fits the values of a collection: of durations, which are those of
 * clips in one and of whole sets in another. Any other has the axis of the catalogue, so that
 * collections can be compared.
 */
export function fittedTo(
  descriptor: NumberDescriptor,
  values: Float32Array | undefined,
): NumberDescriptor {
  if (descriptor.id !== "duration" || !values) return descriptor;
  const binning = FITTED.get(values) ?? lengthsFor(values);
  FITTED.set(values, binning);
  return { ...descriptor, ...binning };
}

function lengthsFor(values: Float32Array): Binning {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const most = sorted[Math.max(0, Math.ceil(HELD * sorted.length) - 1)] ?? 0;
  return LENGTHS.find(({ range }) => range[1] > most) ?? LENGTHS.at(-1)!;
}
