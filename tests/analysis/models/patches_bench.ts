/**
 * What hearing a track in part costs and changes, against hearing all of it, and what changes as much:
 * the same samples begun .75 s later, and the track as an MP3 of 128 kbit/s (by `ffmpeg`).
 * `deno run -A tests/analysis/models/patches_bench.ts <folder of long tracks>`.
 *
 * @module
 */
import process from "node:process";
import { findAudio } from "../../../analysis/mod.ts";
import { decode } from "../../../analysis/decode/mod.ts";
import { modelFolders, openModels, type Patches } from "../../../analysis/models/mod.ts";
import { monoOf, musicnnMel, resample } from "../../../analysis/signal/mod.ts";
import type { Models } from "../../../analysis/models/mod.ts";
import { TAGS } from "../../../domain/mod.ts";
import { neighbourhoodsOf, neighbourRows, VectorTable } from "../../../similarity/mod.ts";

const ASKED: readonly Patches[] = ["all", 80, 60, 40, 20];
const SHORTEST_S = 120;
/** Samples at 16 kHz: half a patch of MusiCNN's hop. */
const SHIFT = 12_000;
const K = 10;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Cannot measure: name a folder of long tracks");

interface Heard {
  readonly musicnn: Float32Array;
  readonly tags: Float32Array;
  readonly vgg: Float32Array;
  readonly values: Readonly<Record<string, number>>;
}

async function hear(models: Models, x16k: Float32Array): Promise<Heard> {
  const mel = musicnnMel(x16k);
  const [musicnn, vgg] = [await models.musicnn(mel), await models.vgg(mel)];
  if (!("value" in musicnn) || !("value" in vgg)) throw new Error("Cannot hear a track");
  const values: Record<string, number> = {};
  for (const stage of ["emotion", "emotion_deam", "moods", "danceability_musicnn"] as const) {
    const heads = await models.heads(stage, musicnn.value.patches);
    for (const [id, value] of Object.entries(heads.values)) {
      if ("value" in value) values[id] = value.value;
    }
  }
  const { embedding, tags } = musicnn.value;
  return { musicnn: embedding, tags, vgg: vgg.value.embedding, values };
}

async function x16kOf(path: string) {
  const { signal, duration } = await decode(path, { mono: true });
  const x16k = resample(monoOf(signal), { from: signal.sampleRate, to: 16000 });
  return { x16k, duration };
}

async function asMp3(path: string): Promise<Float32Array> {
  const copy = await Deno.makeTempFile({ suffix: ".mp3" });
  const args = ["-y", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "2", "-b:a", "128k", copy];
  const { success } = await new Deno.Command("ffmpeg", { args }).output();
  if (!success) throw new Error(`Cannot encode ${path}`);
  const { x16k } = await x16kOf(copy);
  await Deno.remove(copy);
  return x16k;
}

function distance(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return 1 - dot / Math.sqrt(aa * bb);
}

const strongest = (tags: Float32Array, count: number) =>
  Array.from(TAGS.keys()).sort((a, b) => tags[b]! - tags[a]!).slice(0, count);

function sharedNeighbours(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const ids = a.map((_, i) => String(i));
  const lists = [a, b].map((vectors) => {
    const table = VectorTable.of(ids, vectors);
    return neighbourhoodsOf(table, { k: K, queries: Uint32Array.from(ids, Number) });
  });
  let shared = 0;
  for (const i of ids.keys()) {
    const [one, other] = lists.map((list) => Array.from(neighbourRows(list, i)));
    shared += one!.filter((row) => other!.includes(row)).length;
  }
  return shared / (ids.length * K);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;
}

const spread = (values: readonly number[]) =>
  [quantile(values, 0.5), quantile(values, 0.95), Math.max(...values)]
    .map((value) => value.toPrecision(2)).join(", ");

const opened = new Map<Patches, Models>();
for (const patches of ASKED) {
  opened.set(patches, await openModels({ folders: modelFolders(), patches }));
}
const heard = new Map<Patches | "shifted" | "mp3", Heard[]>();
const cpu = new Map<Patches, number>();
let seconds = 0, count = 0;
for await (const file of findAudio([folder])) {
  if ("skipped" in file) continue;
  const { x16k, duration } = await x16kOf(file.path);
  if (duration < SHORTEST_S) continue;
  const note = (what: Patches | "shifted" | "mp3", each: Heard) =>
    heard.set(what, [...heard.get(what) ?? [], each]);
  for (const [patches, models] of opened) {
    const before = process.cpuUsage();
    note(patches, await hear(models, x16k));
    const { user, system } = process.cpuUsage(before);
    cpu.set(patches, (cpu.get(patches) ?? 0) + (user + system) / 1e6);
  }
  note("shifted", await hear(opened.get("all")!, x16k.subarray(SHIFT)));
  note("mp3", await hear(opened.get("all")!, await asMp3(file.path)));
  seconds += duration;
  count++;
}
console.log(`${count} tracks of ${(seconds / count).toFixed(0)} s on average`);
const whole = heard.get("all")!;
for (const [what, part] of heard) {
  console.log(
    `\n${what}: ${
      (240 * (cpu.get(what as Patches) ?? NaN) / seconds).toFixed(2)
    } s of CPU for 240 s`,
  );
  for (const space of ["musicnn", "vgg"] as const) {
    const [a, b] = [whole, part].map((list) => list.map((each) => each[space]));
    const distances = a!.map((vector, i) => distance(vector, b![i]!));
    console.log(
      `  ${space}: 1 - cosine ${spread(distances)}; ten nearest shared ${
        (100 * sharedNeighbours(a!, b!)).toFixed(1)
      } %`,
    );
  }
  const tags = whole.map(({ tags }, i) =>
    Math.max(...tags.map((tag, t) => Math.abs(tag - part[i]!.tags[t]!)))
  );
  const five = whole.map(({ tags }, i) => {
    const there = strongest(part[i]!.tags, 5);
    return strongest(tags, 5).filter((tag) => there.includes(tag)).length / 5;
  });
  const same = five.reduce((sum, share) => sum + share, 0) / five.length;
  console.log(
    `  tags, the worst of a track: ${spread(tags)}; five strongest ${(100 * same).toFixed(1)} %`,
  );
  for (const id of Object.keys(whole[0]!.values)) {
    console.log(
      `  ${id}: ${
        spread(whole.map((each, i) => Math.abs(each.values[id]! - part[i]!.values[id]!)))
      }`,
    );
  }
}
