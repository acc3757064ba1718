/**
 * What `--patches n` costs and changes, against hearing all of a track:
 * `deno run -A tests/analysis/models/patches_bench.ts <folder of long tracks>`.
 *
 * @module
 */
import process from "node:process";
import { findAudio } from "../../../analysis/mod.ts";
import { decode } from "../../../analysis/decode/mod.ts";
import { modelFolders, type Models, openModels } from "../../../analysis/models/mod.ts";
import { type MelSpectrogram, monoOf, musicnnMel, resample } from "../../../analysis/signal/mod.ts";
import { TAGS } from "../../../domain/mod.ts";
import { neighbourhoodsOf, neighbourRows, VectorTable } from "../../../similarity/mod.ts";

const SHARES = [undefined, 40, 20, 10] as const;
const SHORTEST_S = 150;
const MOST_TRACKS = 40;
const K = 10;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Cannot measure: name a folder of long tracks");

interface Heard {
  readonly musicnn: Float32Array;
  readonly tags: Float32Array;
  readonly vgg: Float32Array;
}

async function hear(models: Models, mel: MelSpectrogram): Promise<Heard | undefined> {
  const [musicnn, vgg] = [await models.musicnn(mel), await models.vgg(mel)];
  if (!("value" in musicnn) || !("value" in vgg)) return undefined;
  return {
    musicnn: musicnn.value.embedding,
    tags: musicnn.value.tags,
    vgg: vgg.value.embedding,
  };
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return dot / Math.sqrt(aa * bb);
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
  for (const [i] of ids.entries()) {
    const [one, other] = lists.map((list) => Array.from(neighbourRows(list, i)));
    shared += one!.filter((row) => other!.includes(row)).length;
  }
  return shared / (ids.length * K);
}

const mels: MelSpectrogram[] = [];
let seconds = 0;
for await (const file of findAudio([folder])) {
  if ("skipped" in file || mels.length === MOST_TRACKS) continue;
  const { signal, duration } = await decode(file.path, { mono: true });
  if (duration < SHORTEST_S) continue;
  const x16k = resample(monoOf(signal), { from: signal.sampleRate, to: 16000 });
  mels.push(musicnnMel(x16k));
  seconds += duration;
}
console.log(`${mels.length} tracks of ${(seconds / mels.length).toFixed(0)} s on average`);
let whole: Heard[] = [];
for (const patches of SHARES) {
  await using models = await openModels({ folders: modelFolders(), patches });
  await hear(models, mels[0]!);
  const before = process.cpuUsage();
  const heard: Heard[] = [];
  for (const mel of mels) heard.push((await hear(models, mel))!);
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6 / mels.length;
  if (patches === undefined) whole = heard;
  const mean = (of: (a: Heard, b: Heard) => number) =>
    heard.reduce((sum, each, i) => sum + of(whole[i]!, each), 0) / heard.length;
  const least = (of: (a: Heard, b: Heard) => number) =>
    Math.min(...heard.map((each, i) => of(whole[i]!, each)));
  const tagError = mean((a, b) =>
    a.tags.reduce((sum, x, i) => sum + Math.abs(x - b.tags[i]!), 0) / a.tags.length
  );
  const worstTag = Math.max(
    ...heard.map((each, i) =>
      Math.max(...each.tags.map((x, t) => Math.abs(x - whole[i]!.tags[t]!)))
    ),
  );
  const top = mean((a, b) => {
    const wanted = strongest(a.tags, 5);
    return wanted.filter((tag) => strongest(b.tags, 5).includes(tag)).length / 5;
  });
  console.log([
    `${patches ?? "all"} patches`.padEnd(12),
    `CPU ${cpu.toFixed(2)} s`,
    `cosine musicnn ${mean((a, b) => cosine(a.musicnn, b.musicnn)).toFixed(4)} (least ${
      least((a, b) => cosine(a.musicnn, b.musicnn)).toFixed(3)
    })`,
    `vgg ${mean((a, b) => cosine(a.vgg, b.vgg)).toFixed(4)} (least ${
      least((a, b) => cosine(a.vgg, b.vgg)).toFixed(3)
    })`,
    `tags off by ${tagError.toFixed(4)}, at most ${worstTag.toFixed(3)}`,
    `five strongest tags ${(100 * top).toFixed(0)} %`,
    `ten nearest musicnn ${
      (100 * sharedNeighbours(whole.map((h) => h.musicnn), heard.map((h) => h.musicnn))).toFixed(0)
    } %, vgg ${
      (100 * sharedNeighbours(whole.map((h) => h.vgg), heard.map((h) => h.vgg))).toFixed(0)
    } %`,
  ].join("; "));
}
