import type { MelSpectrogram } from "../../../analysis/signal/mod.ts";
import { type ModelFolders, modelFolders, type Rows } from "../../../analysis/models/mod.ts";
import { sharedPath } from "../../fixtures/shared.ts";

/** Real weights for development, beside the repository where they are there. */
export const SHARED_MODELS = sharedPath("models");

/** EffNet's shape with random weights: for plumbing alone. */
export const STAND_IN = {
  "discogs-effnet-bsdynamic-1": `${SHARED_MODELS}/stand-in/discogs-effnet-bsdynamic-1.onnx`,
};

/** The models on board, and the real weights as if they had been fetched. */
export function testFolders(): ModelFolders {
  return { bundled: modelFolders().bundled, cache: SHARED_MODELS };
}

/** A spectrogram with movement in time and band, the same on every machine. */
export function waves(frames: number): MelSpectrogram {
  const bands = 96;
  const data = Float32Array.from(
    { length: frames * bands },
    (_, i) => {
      const frame = Math.floor(i / bands), band = i % bands;
      return (1 + Math.sin(0.11 * frame + 0.7 * band)) * Math.exp(-band / 60);
    },
  );
  return { frames, bands, data };
}

/** A sine of that amplitude and the same backwards: two rows to feed to a head. */
export function sines(width: number, amplitude: number): Rows {
  const row = Float32Array.from({ length: width }, (_, i) => Math.sin(i * 0.5) * amplitude);
  return { count: 2, width, data: Float32Array.from([...row, ...row.toReversed()]) };
}

/** Largest absolute difference. */
export function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** Reads a little-endian float32 matrix of NumPy's format, version 1. */
export function readNpy(file: URL): Rows {
  const bytes = Deno.readFileSync(file);
  const headerLength = new DataView(bytes.buffer).getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + headerLength));
  const [, count, width] = header.match(/\((\d+), (\d+)\)/)!;
  const data = new Float32Array(bytes.buffer.slice(10 + headerLength));
  return { count: Number(count), width: Number(width), data };
}
