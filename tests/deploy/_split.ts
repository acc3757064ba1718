/** What an analysis in parts is given, and what its whole is compared by. */
import { join } from "node:path";
import { notes } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";

const FILES = 12;
/** What an export says that depends on when it was made: the time of an error. */
const TIMES = /\t\d{13}(?=\t|\n)/g;

/** Twelve tracks of 4 s, of which two at a time have the same audio, and a file that is broken. */
export async function makeMusic(folder: string): Promise<void> {
  await Deno.mkdir(join(folder, "deep"), { recursive: true });
  for (let i = 0; i < FILES; i++) {
    const bytes = wavOf([notes([60, 64, 67, 60 + (i >> 1)], { seconds: 4 })]);
    await Deno.writeFile(join(folder, i % 2 ? `${i}.wav` : `deep/${i}.wav`), bytes);
  }
  const broken = (await Deno.readFile(join(folder, "1.wav"))).subarray(0, 44);
  await Deno.writeFile(join(folder, "broken.wav"), broken);
}

/** A process that analyses into a store and is not this one, once there is one. Linux alone. */
export async function analyserOf(db: string, other?: number): Promise<number> {
  for (let i = 0; i < 6000; i++) {
    for await (const { name } of Deno.readDir("/proc")) {
      if (!/^\d+$/.test(name) || Number(name) === other) continue;
      const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
      const words = line.split("\0");
      const isNamed = words.includes(db) || words.includes(`--db=${db}`);
      if (isNamed && line.includes("tasks/run.ts")) return Number(name);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Nothing has begun to analyse into ${db}`);
}

/** The files of an export: bytes, and whole tracks as what they say but for when. */
export async function filesOf(folder: string): Promise<Record<string, unknown>> {
  const files: Record<string, unknown> = {};
  for await (const { name } of Deno.readDir(folder)) {
    if (name === "collection.json" || name.endsWith(".parquet")) continue;
    const latin = new TextDecoder("latin1").decode(await Deno.readFile(join(folder, name)));
    files[name] = name === "tracks.ndjson"
      ? latin.trim().split("\n").map((line) => ({ ...JSON.parse(line), added: 0, analysed: 0 }))
      : name === "errors.tsv"
      ? latin.replaceAll(TIMES, "")
      : latin;
  }
  return files;
}
