import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decode } from "../analysis/decode/mod.ts";
import { aiffOf, wavOf } from "../tests/fixtures/wav.ts";
import type { FuzzSeed } from "./_fuzz.ts";

const FIXTURES = fileURLToPath(new URL("../tests/fixtures/audio", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../samples", import.meta.url));
/** Bytes that are kept of a recording: some seconds. */
const MOST_BYTES = 60_000;
const AUDIO = /\.(?:mp3|ogg|oga|opus|flac|m4a|aac|wv|wav|aiff)$/;

/** Small files of every kind: the fixtures, the beginnings and middles of the samples, WAV and AIFF made of them. */
export async function fuzzSeeds(): Promise<readonly FuzzSeed[]> {
  const seeds: FuzzSeed[] = [];
  for await (const path of filesBelow(FIXTURES)) {
    seeds.push({ name: nameOf(path), bytes: await Deno.readFile(path) });
  }
  for await (const path of filesBelow(SAMPLES)) {
    const bytes = await Deno.readFile(path);
    for (const share of [1, 2, 4]) {
      seeds.push({ name: nameOf(path), bytes: bytes.slice(0, MOST_BYTES / share) });
    }
    seeds.push({ name: nameOf(path), bytes: bytes.slice(-MOST_BYTES) });
  }
  const { signal: { channels } } = await decode(join(FIXTURES, "chord.flac"));
  seeds.push({ name: "chord.wav", bytes: wavOf(channels) });
  seeds.push({ name: "mono.wav", bytes: wavOf(channels.slice(0, 1)) });
  seeds.push({ name: "chord.aiff", bytes: aiffOf(channels, { sampleRate: 44100 }) });
  return seeds;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = join(folder, name);
    if (isDirectory) yield* filesBelow(path);
    else if (AUDIO.test(name)) yield path;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
