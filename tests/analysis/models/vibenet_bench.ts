/**
 * What VibeNet would change by hearing evenly spaced windows of a long track in place of all of it, and
 * what changes as much: the same samples begun .75 s later, and the track as an MP3 of 128 kbit/s (by
 * `ffmpeg`). Median, 95 % and most of each value's difference, and the share of CPU.
 * `deno run -A tests/analysis/models/vibenet_bench.ts <folder of long tracks>`.
 *
 * @module
 */
import process from "node:process";
import { findAudio } from "../../../analysis/mod.ts";
import { decode } from "../../../analysis/decode/mod.ts";
import { modelFolders, openModels } from "../../../analysis/models/mod.ts";
import {
  atLoudness,
  type MelSpectrogram,
  monoOf,
  resample,
  vibenetMel,
} from "../../../analysis/signal/mod.ts";

/** How many windows, and frames of each (50 a second). */
const CUTS = [[4, 1500], [6, 750], [8, 750], [8, 500], [12, 500]] as const;
/** Of the windows that a track is heard in, how many are heard. */
const OF_ALL = [2, 3, 4, 5] as const;
const SHORTEST_S = 150;
/** Samples at 16 kHz. */
const SHIFT = 12_000;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Cannot measure: name a folder of long tracks");
await using models = await openModels({ folders: modelFolders() });

type Values = Readonly<Record<string, number>>;

async function hear(mel: MelSpectrogram) {
  const heard = await models.vibenet(mel);
  if (!("value" in heard)) throw new Error(`Cannot hear a track: ${heard.absent}`);
  return heard.value;
}

function melOf(x16k: Float32Array): MelSpectrogram {
  const levelled = atLoudness(x16k, { sampleRate: 16000, loudness: -14 });
  if (!("value" in levelled)) throw new Error(`Cannot hear a track: ${levelled.absent}`);
  return vibenetMel(levelled.value);
}

async function x16kOf(path: string): Promise<Float32Array> {
  const { signal } = await decode(path, { mono: true });
  return resample(monoOf(signal), { from: signal.sampleRate, to: 16000 });
}

async function asMp3(path: string): Promise<Float32Array> {
  const copy = await Deno.makeTempFile({ suffix: ".mp3" });
  const args = ["-y", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "2", "-b:a", "128k", copy];
  const { success } = await new Deno.Command("ffmpeg", { args }).output();
  if (!success) throw new Error(`Cannot encode ${path}`);
  const x16k = await x16kOf(copy);
  await Deno.remove(copy);
  return x16k;
}

function meanOf(parts: readonly Values[]): Values {
  const sum = (id: string) => parts.reduce((all, part) => all + part[id]!, 0);
  return Object.fromEntries(Object.keys(parts[0]!).map((id) => [id, sum(id) / parts.length]));
}

/** The mean over windows in the middle of equal stretches; silent ones have no say. */
async function inWindows(mel: MelSpectrogram, count: number, frames: number): Promise<Values> {
  const parts: Values[] = [];
  for (let w = 0; w < count; w++) {
    const first = Math.floor((w + 0.5) * mel.frames / count - frames / 2) * mel.bands;
    const data = mel.data.subarray(first, first + frames * mel.bands);
    const heard = await models.vibenet({ bands: mel.bands, frames, data });
    if ("value" in heard) parts.push(heard.value.values);
  }
  return meanOf(parts);
}

function ofAll(curves: Readonly<Record<string, Float32Array>>, most: number): Values {
  return Object.fromEntries(
    Object.entries(curves).map(([id, curve]) => {
      const heard = Array.from(
        { length: most },
        (_, w) => curve[Math.floor((w + 0.5) * curve.length / most)]!,
      ).filter((value) => !Number.isNaN(value));
      return [id, heard.reduce((sum, value) => sum + value, 0) / heard.length];
    }),
  );
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;
}

const differences = new Map<string, Values[]>();
const shares = new Map<string, number[]>();
async function note(what: string, whole: Values, part: () => Promise<Values> | Values) {
  const before = process.cpuUsage();
  const values = await part();
  const { user, system } = process.cpuUsage(before);
  const off = Object.keys(whole).map((id) => [id, Math.abs(whole[id]! - values[id]!)] as const);
  differences.set(what, [...differences.get(what) ?? [], Object.fromEntries(off)]);
  return user + system;
}

let seconds = 0, count = 0;
for await (const file of findAudio([folder])) {
  if ("skipped" in file) continue;
  const x16k = await x16kOf(file.path);
  if (x16k.length < SHORTEST_S * 16000) continue;
  const mel = melOf(x16k);
  const { values, curves } = await hear(mel);
  const whole = await note("all", values, async () => (await hear(mel)).values);
  for (const most of OF_ALL) await note(`${most} of all`, values, () => ofAll(curves, most));
  for (const [windows, frames] of CUTS) {
    const what = `${windows} of ${frames / 50} s`;
    const cost = await note(what, values, () => inWindows(mel, windows, frames));
    shares.set(what, [...shares.get(what) ?? [], cost / whole]);
  }
  await note("begins .75 s later", values, async () => {
    return (await hear(melOf(x16k.subarray(SHIFT)))).values;
  });
  await note(
    "MP3 of 128 kbit/s",
    values,
    async () => (await hear(melOf(await asMp3(file.path)))).values,
  );
  seconds += x16k.length / 16000;
  count++;
}
console.log(`${count} tracks of ${(seconds / count).toFixed(0)} s on average`);
for (const [what, list] of differences) {
  const share = shares.get(what);
  console.log(`\n${what}${share ? `, ${quantile(share, 0.5).toFixed(2)} of the CPU` : ""}`);
  for (const id of Object.keys(list[0]!)) {
    const off = list.map((values) => values[id]!);
    const spread = [quantile(off, 0.5), quantile(off, 0.95), Math.max(...off)];
    console.log(`  ${id}: ${spread.map((value) => value.toFixed(3)).join(", ")}`);
  }
}
