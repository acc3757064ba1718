import { OggOpusDecoder } from "ogg-opus-decoder";
import { monoOf, resample, type Signal } from "../../analysis/signal/mod.ts";
import { sharedFile } from "../fixtures/shared.ts";

/** Decodes an Ogg Opus file (48 kHz). */
export async function decodeOpus(file: URL): Promise<Signal> {
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  const { channelData, sampleRate } = await decoder.decodeFile(await Deno.readFile(file));
  decoder.free();
  return { sampleRate, channels: channelData };
}

/** Mono samples at 44.1 kHz. */
export function x44kOf(signal: Signal): Float32Array {
  return resample(monoOf(signal), { from: signal.sampleRate, to: 44100 });
}

const heard = new Map<string, Promise<Float32Array>>();

/** Mono samples at 44.1 kHz of a shared Opus file, decoded once. */
export function pieceOf(file: string): Promise<Float32Array> {
  const known = heard.get(file) ?? decodeOpus(sharedFile(file)).then(x44kOf);
  heard.set(file, known);
  return known;
}

export interface Truth {
  readonly file: string;
  readonly bpm: number;
  readonly key: string;
  readonly scale: string;
}

/** The pieces of known tempo and key. */
export function groundTruth(): Truth[] {
  const rows = Deno.readTextFileSync(sharedFile("groundtruth/truth.tsv")).trim().split("\n");
  return rows.slice(1).map((row) => {
    const [file, bpm, key, scale] = row.split("\t") as [string, string, string, string];
    return { file: `groundtruth/${file}`, bpm: Number(bpm), key, scale };
  });
}

/** Every file of the shared music excerpts. */
export function sharedSamples(): string[] {
  const paths: string[] = [];
  for (const folder of Deno.readDirSync(sharedFile("samples/"))) {
    if (!folder.isDirectory || folder.name === "LICENSES") continue;
    for (const entry of Deno.readDirSync(sharedFile(`samples/${folder.name}/`))) {
      paths.push(`samples/${folder.name}/${entry.name}`);
    }
  }
  return paths.sort();
}

/** Stereo samples by the system's ffmpeg at the file's own rate, or `undefined` where there is none. */
export async function decodeByFfmpeg(file: URL): Promise<Signal | undefined> {
  const path = decodeURIComponent(file.pathname);
  const probe = await run("ffprobe", [
    "-v",
    "error",
    "-select_streams",
    "a:0",
    "-show_entries",
    "stream=sample_rate",
    "-of",
    "csv=p=0",
    path,
  ]);
  if (!probe) return undefined;
  const sampleRate = parseInt(new TextDecoder().decode(probe.stdout), 10);
  const raw = await run("ffmpeg", ["-v", "error", "-i", path, "-f", "f32le", "-ac", "2", "pipe:"]);
  const both = new Float32Array(raw!.stdout.slice().buffer);
  const channels = [0, 1].map((c) =>
    new Float32Array(both.length / 2).map((_, i) => both[2 * i + c]!)
  );
  return { sampleRate, channels };
}

/** Runs a system program; `undefined` where it is not installed. */
export async function run(
  program: string,
  args: string[],
): Promise<Deno.CommandOutput | undefined> {
  try {
    return await new Deno.Command(program, { args }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Decaying clicks of noise at a tempo. */
export function clicks(
  bpm: number,
  options: { seconds: number; sampleRate?: number },
): Float32Array {
  const { seconds, sampleRate = 44100 } = options;
  const samples = new Float32Array(seconds * sampleRate);
  const period = 60 / bpm * sampleRate;
  for (let beat = 0; beat * period < samples.length; beat++) {
    const start = Math.round(beat * period);
    for (let i = 0; i < 2000 && start + i < samples.length; i++) {
      samples[start + i] = Math.sin(i * i * 0.7) * Math.exp(-i / 300);
    }
  }
  return samples;
}

/** Notes of equal length, each a tone with five harmonics. @param midi MIDI note numbers. */
export function notes(midi: readonly number[], options: { seconds: number }): Float32Array {
  const sampleRate = 44100;
  const samples = new Float32Array(options.seconds * sampleRate);
  const each = samples.length / midi.length;
  for (let i = 0; i < samples.length; i++) {
    const hertz = 440 * 2 ** ((midi[Math.floor(i / each)]! - 69) / 12);
    for (let h = 1; h <= 5; h++) {
      samples[i]! += 0.2 / h * Math.sin(2 * Math.PI * h * hertz * i / sampleRate);
    }
  }
  return samples;
}

/** Deterministic white noise in [-level, level]. */
export function noise(length: number, level: number): Float32Array {
  let state = 12345;
  return new Float32Array(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return level * (state / 2 ** 31 - 1);
  });
}
