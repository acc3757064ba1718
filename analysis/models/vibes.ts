import { absent, type Measured, present, type Seconds } from "../../domain/mod.ts";
import type { MelSpectrogram } from "../signal/mod.ts";
import type { Session } from "./_session.ts";
import type { Network } from "./registry.ts";

/** Frames of VibeNet's spectrogram a second: 16,000 Hz, hop 320. */
const FRAMES_PER_SECOND = 50;
/** Frames below which it is asked nothing: 3 s. */
const FEWEST_FRAMES = 3 * FRAMES_PER_SECOND;
/** How far below its loudest band a window's bands go in its training. */
const DEPTH_DB = 80;
/** A window whose loudest band is below this is silence: with music at -14 LUFS it lies at 10 to 30. */
const SILENCE_DB = -50;

/**
 * What each of VibeNet's seven outputs is: a descriptor of the catalogue, and whether it is a degree,
 * kept within 0..1, or a likelihood, of which the network gives the logit. Liveness is left out: it says
 * 0.09 to 0.25 of everything.
 */
const OUTPUTS = [
  { id: "acousticness", likelihood: true },
  { id: "danceability_vibenet", likelihood: false },
  { id: "energy", likelihood: false },
  { id: "instrumentalness", likelihood: true },
  undefined,
  { id: "speechiness", likelihood: false },
  { id: "valence_vibenet", likelihood: false },
] as const;

/** What VibeNet hears. */
export interface VibesHeard {
  /** Mean over the windows, by catalogue id; 0..1. */
  readonly values: Readonly<Record<string, number>>;
  /** One value a window, by catalogue id; NaN where a window is silent. */
  readonly curves: Readonly<Record<string, Float32Array>>;
  /** Length of a window; they follow each other without overlap. */
  readonly window: Seconds;
}

/** Bands of a stretch of frames with the floor that a clip has, transposed: [bands, frames]. */
function clipOf(mel: MelSpectrogram, first: number, frames: number): Float32Array | undefined {
  const { bands } = mel;
  const part = mel.data.subarray(first * bands, (first + frames) * bands);
  let loudest = -Infinity;
  for (let i = 0; i < part.length; i++) if (part[i]! > loudest) loudest = part[i]!;
  if (loudest < SILENCE_DB) return undefined;
  const floor = loudest - DEPTH_DB;
  const out = new Float32Array(part.length);
  for (let f = 0, i = 0; f < frames; f++) {
    for (let b = 0; b < bands; b++) out[b * frames + f] = Math.max(floor, part[i++]!);
  }
  return out;
}

function valueOf(logit: number, likelihood: boolean): number {
  return likelihood ? 1 / (1 + Math.exp(-logit)) : Math.min(1, Math.max(0, logit));
}

/**
 * Runs VibeNet on as few equal windows of at most 30 s as the track needs, and averages. Silent windows
 * have no say.
 *
 * @param mel Of `vibenetMel`, from samples at -14 LUFS.
 */
export async function hearVibes(
  session: Session,
  network: Network,
  mel: MelSpectrogram,
): Promise<Measured<VibesHeard>> {
  if (mel.frames < FEWEST_FRAMES) return absent("too-short");
  const count = Math.ceil(mel.frames / network.takes.patch);
  const outputs = OUTPUTS.flatMap((output, column) => output ? [{ ...output, column }] : []);
  const curves = Object.fromEntries(
    outputs.map(({ id }) => [id, new Float32Array(count).fill(NaN)]),
  );
  for (let w = 0; w < count; w++) {
    const first = Math.floor(w * mel.frames / count);
    const frames = Math.floor((w + 1) * mel.frames / count) - first;
    const data = clipOf(mel, first, frames);
    if (!data) continue;
    const feed = { names: network.input, data, shape: [1, mel.bands, frames] };
    const [logits] = await session.run(feed, [{ names: network.outputs[0]!.tensor, width: 7 }]);
    for (const { id, likelihood, column } of outputs) {
      curves[id]![w] = valueOf(logits!.data[column]!, likelihood);
    }
  }
  const means = outputs.map(({ id }) => [id, meanOfHeard(curves[id]!)] as const);
  if (means.some(([, mean]) => Number.isNaN(mean))) return absent("silent");
  const window = mel.frames / count / FRAMES_PER_SECOND;
  return present({ values: Object.fromEntries(means), curves, window });
}

function meanOfHeard(curve: Float32Array): number {
  const heard = curve.filter((value) => !Number.isNaN(value));
  return heard.reduce((sum, value) => sum + value, 0) / heard.length;
}
