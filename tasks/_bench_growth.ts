/** A process that takes many made files into a store, for `deno task bench`; prints JSON. */
import { join } from "node:path";
import { createAnalysisPool } from "../analysis/mod.ts";
import { ingest } from "../ingest/mod.ts";
import { openStore } from "../store/mod.ts";
import { peakMemory } from "./_peak_memory.ts";

const SECONDS = 6;
const RATE = 22050;

/** Megabytes after so many tracks. */
export interface Reading {
  readonly tracks: number;
  readonly megabytes: number;
}

/** A mono WAV of clicks in noise, different for every `seed`. */
function made(seed: number): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * SECONDS * RATE);
  const view = new DataView(bytes.buffer);
  const head = [0x52494646, 0, 0x57415645, 0x666d7420];
  head.forEach((word, i) => view.setUint32(4 * i, word));
  view.setUint32(4, bytes.length - 8, true);
  view.setUint32(16, 16, true);
  view.setUint32(20, 0x10001, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint32(32, 0x100002, true);
  view.setUint32(36, 0x64617461);
  view.setUint32(40, bytes.length - 44, true);
  const period = RATE * 60 / (80 + seed % 90);
  let state = seed + 1;
  for (let i = 0; i < SECONDS * RATE; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = state / 2 ** 31 - 1;
    view.setInt16(44 + 2 * i, noise * (500 + 20000 * Math.exp(-(i % period) / 400)), true);
  }
  return bytes;
}

async function measure(tracks: number, workers: number): Promise<readonly Reading[]> {
  const folder = await Deno.makeTempDir();
  const music = join(folder, "music");
  await Deno.mkdir(music);
  for (let i = 0; i < tracks; i++) await Deno.writeFile(join(music, `${i}.wav`), made(i));
  const store = await openStore(join(folder, "x.kv"));
  const pool = createAnalysisPool({ size: workers, tempo: "degara" });
  const stages = (["file", "loudness", "key", "danceability", "timbre"] as const)
    .map((stage) => ({ stage }));
  const readings: Reading[] = [];
  const every = Math.max(1, Math.floor(tracks / 6));
  await ingest([music], {
    store,
    pool,
    stages,
    onProgress: ({ analysed }) => {
      if (analysed === 0 || analysed % every !== 0 || readings.at(-1)?.tracks === analysed) return;
      readings.push({ tracks: analysed, megabytes: Deno.memoryUsage().rss / 1e6 });
    },
  });
  pool.close();
  store.close();
  await Deno.remove(folder, { recursive: true });
  return [...readings, { tracks, megabytes: peakMemory() }];
}

if (import.meta.main) {
  const [tracks = 0, workers = 1] = Deno.args.map(Number);
  console.log(JSON.stringify(await measure(tracks, workers)));
  Deno.exit(0);
}
