/**
 * How right the analysis is, on the music beside the repository: tempo and key of the 24 pieces whose
 * tempo and key are known, what the three ways to a tempo cost and how they agree on the samples,
 * loudness against ffmpeg's ebur128, and how well a track is found again 12 dB quieter.
 *
 *     deno run -A tests/analysis/accuracy.ts
 */
import process from "node:process";
import { sampleCorrelation } from "simple-statistics";
import { decode } from "../../analysis/decode/mod.ts";
import { beatsOf, ratedBeatsOf } from "../../analysis/descriptors/_beats.ts";
import { timbreFrames } from "../../analysis/descriptors/_timbre_frames.ts";
import {
  keysOf,
  TEMPO_METHODS,
  type TempoMethod,
  tempoOf,
  timbreOf,
} from "../../analysis/descriptors/mod.ts";
import { analyse } from "../../analysis/track/mod.ts";
import { openModels } from "../../analysis/models/mod.ts";
import {
  loudnessOf,
  monoOf,
  musicnnMel,
  resample,
  tempocnnMel,
} from "../../analysis/signal/mod.ts";
import { KEY_PROFILES, type Measured, pitchClassOf, tempoOctave } from "../../domain/mod.ts";
import { cosineOf } from "../../similarity/exact.ts";
import { Standardisation } from "../../similarity/standardise.ts";
import { TIMBRE_GROUPS } from "../../analysis/mod.ts";
import { sharedPath } from "../fixtures/shared.ts";
import { groundTruth, run, sharedSamples } from "./_audio.ts";
import { testFolders } from "./models/_shared.ts";

const models = await openModels({ folders: testFolders() });

/** From here on half or double of a tempo is said to be likely. */
const AMBIGUOUS = 0.2;

/** What counts as an agreement and as an octave, as printed. */
const RELATIONS: readonly (readonly [name: string, relations: readonly string[]])[] = [
  ["agrees with", ["agrees"]],
  ["is an octave of", ["half", "double"]],
];

interface Tempi {
  readonly tempocnn: number;
  readonly ambiguity: number;
  readonly bpm: Readonly<Record<TempoMethod, number>>;
  readonly by: string;
}

const cpu: Record<TempoMethod, number> = { multifeature: 0, degara: 0, auto: 0 };

function seconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function numberOf(measured: Measured<number>): number {
  return "value" in measured ? measured.value : NaN;
}

async function samplesOf(file: string) {
  const { signal } = await decode(sharedPath(file));
  const mono = monoOf(signal);
  const at = (to: number) => resample(mono, { from: signal.sampleRate, to });
  return { signal, at };
}

async function tempiOf(at: (rate: number) => Float32Array): Promise<Tempi> {
  const heard = await models.tempocnn(tempocnnMel(at(11025)));
  const { bpm: tempocnn, ambiguity } = "value" in heard
    ? heard.value
    : { bpm: NaN, ambiguity: NaN };
  const bpm: Record<TempoMethod, number> = { multifeature: NaN, degara: NaN, auto: NaN };
  let by = "";
  for (const method of TEMPO_METHODS) {
    const x44k = at(44100);
    const start = seconds();
    const tempo = tempoOf(x44k, { method, ...(tempocnn && { tempocnn }) });
    cpu[method] += seconds() - start;
    if ("value" in tempo) bpm[method] = tempo.value.bpm;
    if (method === "auto" && "value" in tempo) by = tempo.value.method;
  }
  return { tempocnn, ambiguity, bpm, by };
}

async function knownPieces(): Promise<void> {
  const rows: { readonly bpm: number; readonly tempi: Tempi }[] = [];
  const keys = { temperley: 0, krumhansl: 0, edma: 0 };
  for (const { file, bpm, key, scale } of groundTruth()) {
    const { at } = await samplesOf(file);
    rows.push({ bpm, tempi: await tempiOf(at) });
    const found = keysOf(at(44100));
    for (const profile of KEY_PROFILES) {
      const each = found[profile];
      if (!("value" in each)) continue;
      if (each.value.tonic === pitchClassOf(key) && each.value.scale === scale) keys[profile]++;
    }
  }
  console.log(`${rows.length} pieces of known tempo and key`);
  const ways = [...TEMPO_METHODS, "tempocnn"] as const;
  for (const way of ways) {
    const of = (tempi: Tempi) => way === "tempocnn" ? tempi.tempocnn : tempi.bpm[way];
    const within = (factors: readonly number[]) =>
      rows.filter(({ bpm, tempi }) =>
        factors.some((factor) => Math.abs(of(tempi) / (bpm * factor) - 1) <= 0.02)
      ).length;
    console.log(`  ${way}: ${within([1])} within 2 %, ${within([0.5, 1, 2])} up to the octave`);
  }
  const isRight = ({ bpm, tempi }: typeof rows[number]) =>
    Math.abs(tempi.bpm.auto / bpm - 1) <= 0.02;
  for (const [name, right] of [["right", true], ["an octave off", false]] as const) {
    const found = rows.filter((row) => isRight(row) === right).map(({ tempi }) => tempi.ambiguity);
    const most = found.toSorted((a, b) => b - a).slice(0, 4).map((value) => value.toFixed(2));
    console.log(`  auto ${name}: ${ambiguousText(found)}, the most ${most.join(", ")}`);
  }
  for (const profile of KEY_PROFILES) console.log(`  key ${profile}: ${keys[profile]} exact`);
}

function ambiguousText(found: readonly number[]): string {
  const count = found.filter((value) => value >= AMBIGUOUS).length;
  return `${count} of ${found.length} of an ambiguity of ${AMBIGUOUS} or more`;
}

/** How the agreement of three beat trackers stands to that of five. */
function confidenceText(pairs: readonly (readonly [three: number, five: number])[]): string {
  const gaps = pairs.map(([three, five]) => three - five).sort((a, b) => a - b);
  const at = (part: number) => gaps[Math.round(part * (gaps.length - 1))]!.toFixed(2);
  const across = pairs.filter(([three, five]) => three < 1.5 !== five < 1.5).length;
  const r = sampleCorrelation(pairs.map(([three]) => three), pairs.map(([, five]) => five));
  return `r = ${r.toFixed(2)}, median gap ${at(0.5)}, 90 % within ${at(0.05)}..${at(0.95)}, ` +
    `${across} of ${pairs.length} on another side of 1.5`;
}

async function ffmpegLoudness(path: string): Promise<number | undefined> {
  const output = await run("ffmpeg", [
    ...["-hide_banner", "-nostats", "-i", path],
    ...["-af", "ebur128=dualmono=true", "-f", "null", "-"],
  ]);
  const summary = output && new TextDecoder().decode(output.stderr).split("Summary:")[1];
  return summary === undefined ? undefined : Number(summary.match(/I:\s+(-?[\d.]+)/)![1]);
}

function foundAgain(name: string, pairs: readonly (readonly [Float32Array, Float32Array])[]): void {
  const first = pairs.filter(([self, quieter]) =>
    pairs.every(([other]) => other === self || cosineOf(other, quieter) < cosineOf(self, quieter))
  );
  console.log(`  ${name}: ${first.length} of ${pairs.length}`);
}

async function samples(): Promise<void> {
  for (const method of TEMPO_METHODS) cpu[method] = 0;
  const files = sharedSamples();
  const gaps: number[] = [];
  const by: Record<string, number> = {};
  const ambiguities: { readonly relation: string; readonly ambiguity: number }[] = [];
  const confidences: (readonly [number, number])[] = [];
  let agree = 0, octave = 0;
  const spaces: Record<string, [Float32Array, Float32Array][]> = {
    musicnn: [],
    vgg: [],
    timbre: [],
  };
  for (const file of files) {
    const { signal, at } = await samplesOf(file);
    const tempi = await tempiOf(at);
    by[tempi.by] = (by[tempi.by] ?? 0) + 1;
    ambiguities.push({
      relation: tempoOctave(tempi.bpm.auto, tempi.tempocnn),
      ambiguity: tempi.ambiguity,
    });
    if (tempi.by === "degara") {
      const { coarse } = timbreFrames(at(44100));
      const five = beatsOf(at(44100), { method: "multifeature", coarse }).confidence;
      confidences.push([ratedBeatsOf(coarse).confidence(), five]);
    }
    const relation = tempoOctave(tempi.bpm.degara, tempi.bpm.multifeature);
    if (relation === "agrees") agree++;
    else if (relation !== "differs") octave++;
    const reference = await ffmpegLoudness(sharedPath(file));
    if (reference !== undefined) {
      gaps.push(Math.abs(numberOf(loudnessOf(signal).integrated) - reference));
    }
    const levels = [1, 10 ** (-12 / 20)];
    const x44k = levels.map((gain) => at(44100).map((x) => x * gain));
    const mels = levels.map((gain) => musicnnMel(at(16000).map((x) => x * gain)));
    const pair = async (of: (i: number) => Promise<Float32Array> | Float32Array) =>
      [await of(0), await of(1)] as [Float32Array, Float32Array];
    const value = <T>(measured: Measured<T>) => (measured as { readonly value: T }).value;
    spaces.musicnn!.push(
      await pair(async (i) => value(await models.musicnn(mels[i]!)).embedding),
    );
    spaces.vgg!.push(await pair(async (i) => value(await models.vgg(mels[i]!)).embedding));
    spaces.timbre!.push(await pair((i) => value(timbreOf(x44k[i]!))));
  }
  console.log(`\n${files.length} samples of 30 s`);
  for (const method of TEMPO_METHODS) {
    console.log(`  ${method}: ${(cpu[method] / files.length).toFixed(3)} s CPU each`);
  }
  console.log(`  auto was decided by ${JSON.stringify(by)}`);
  console.log(`  degara against multifeature: ${agree} within 4 %, ${octave} octaves of it`);
  for (const [name, relations] of RELATIONS) {
    const found = ambiguities.filter(({ relation }) => relations.includes(relation));
    console.log(
      `  auto ${name} TempoCNN: ${ambiguousText(found.map(({ ambiguity }) => ambiguity))}`,
    );
  }
  console.log(`  confidence of three trackers against five's: ${confidenceText(confidences)}`);
  if (gaps.length > 0) {
    const inTolerance = gaps.filter((gap) => gap <= 0.1).length;
    console.log(
      `  loudness against ffmpeg: ${inTolerance} of ${gaps.length} within 0.1 LU, ` +
        `largest gap ${Math.max(...gaps).toFixed(3)} LU (ffmpeg prints tenths)`,
    );
  }
  console.log("nearest to itself when 12 dB quieter, among all samples");
  const groups = TIMBRE_GROUPS.map(({ label, offset, length }) => ({
    name: label,
    from: offset,
    to: offset + length,
  }));
  const common = new Standardisation(spaces.timbre!.map(([loud]) => loud), groups);
  foundAgain("musicnn", spaces.musicnn!);
  foundAgain("vgg", spaces.vgg!);
  foundAgain("timbre", spaces.timbre!.map(([a, b]) => [common.apply(a)!, common.apply(b)!]));
}

/** CPU of what `tools/compare_essentia.py` times on Essentia's side, file by file. */
async function costOfTheSame(): Promise<void> {
  const files = sharedSamples();
  const stages = [
    "file",
    "loudness",
    "tempo",
    "key",
    "danceability",
    "musicnn",
    "emotion",
  ] as const;
  const one = async (file: string) => {
    const path = sharedPath(file);
    const { size } = await Deno.stat(path);
    await analyse({ path, size, stages }, { models, tempo: "multifeature", onStage: () => {} });
  };
  await one(files[0]!);
  const start = seconds();
  for (const file of files) await one(file);
  const each = (seconds() - start) / files.length;
  console.log(`\nthe descriptors of tools/compare_essentia.py: ${each.toFixed(3)} s CPU a file`);
}

await knownPieces();
await samples();
await costOfTheSame();
