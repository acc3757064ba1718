import type { MelSpectrogram } from "../signal/mod.ts";

/** Equally long rows of numbers, row-major: `data[row * width + column]`. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  readonly data: Float32Array;
}

/** One row, as a view. */
export function rowOf(rows: Rows, index: number): Float32Array {
  return rows.data.subarray(index * rows.width, (index + 1) * rows.width);
}

/** Mean of each column, summed in double precision. NaN where there are no rows. */
export function meanOf(rows: Rows): Float32Array {
  const sums = new Float64Array(rows.width);
  for (let r = 0, i = 0; r < rows.count; r++) {
    for (let c = 0; c < rows.width; c++) sums[c]! += rows.data[i++]!;
  }
  return Float32Array.from(sums, (sum) => sum / rows.count);
}

/** One column, as a copy. */
export function columnOf(rows: Rows, index: number): Float32Array {
  return Float32Array.from({ length: rows.count }, (_, r) => rows.data[r * rows.width + index]!);
}

/** How a spectrogram is cut: frames a patch, and from one patch to the next, not always whole ones. */
export interface Cut {
  readonly patch: number;
  readonly hop: number;
}

/** Whole patches in that many frames. */
export function patchCount(frames: number, { patch, hop }: Cut): number {
  return frames < patch ? 0 : Math.floor((frames - patch) / hop) + 1;
}

/** Copies `count` patches from the `first` on into one array, shape [count, patch, bands]. */
export function patchesOf(
  mel: MelSpectrogram,
  { patch, hop, first, count }: Cut & { readonly first: number; readonly count: number },
): Float32Array {
  const size = patch * mel.bands;
  const out = new Float32Array(count * size);
  for (let p = 0; p < count; p++) {
    const start = Math.floor((first + p) * hop) * mel.bands;
    out.set(mel.data.subarray(start, start + size), p * size);
  }
  return out;
}

/** The frames that `count` patches from the `first` on cover, as a view: shape [frames, bands]. */
export function stretchOf(
  mel: MelSpectrogram,
  { patch, hop, first, count }: Cut & { readonly first: number; readonly count: number },
): Float32Array {
  const frames = Math.floor((count - 1) * hop) + patch;
  const start = Math.floor(first * hop) * mel.bands;
  return mel.data.subarray(start, start + frames * mel.bands);
}

/**
 * Brings each patch to mean 0 and standard deviation 1 and transposes it: [n, patch, bands] to
 * [n, bands, patch], as TempoCNN takes it. A constant patch becomes zeros.
 */
export function standardised(
  patches: Float32Array,
  shape: { readonly patch: number; readonly bands: number },
): Float32Array {
  const { patch, bands } = shape;
  const size = patch * bands;
  const out = new Float32Array(patches.length);
  for (let start = 0; start < patches.length; start += size) {
    let sum = 0, squares = 0;
    for (let i = 0; i < size; i++) sum += patches[start + i]!;
    const mean = sum / size;
    for (let i = 0; i < size; i++) squares += (patches[start + i]! - mean) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares / size) : 0;
    for (let f = 0; f < patch; f++) {
      for (let b = 0; b < bands; b++) {
        out[start + b * patch + f] = (patches[start + f * bands + b]! - mean) * scale;
      }
    }
  }
  return out;
}
