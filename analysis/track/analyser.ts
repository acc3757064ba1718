import { absent, type Hertz, type Tags } from "../../domain/mod.ts";
import { decode, type Decoded, readMetadata } from "../decode/mod.ts";
import type { TempoMethod } from "../descriptors/mod.ts";
import type { Models } from "../models/mod.ts";
import { createLoudnessMeter, type Loudness, type LoudnessMeter } from "../signal/mod.ts";
import { alongOf } from "./along.ts";
import { type Analysis, type AnalysisJob, type DecodedFacts, Findings } from "./analysis.ts";
import { hearingOf } from "./hearing.ts";
import { RUNNING_ORDER, runStage } from "./stages.ts";

/** Lowest sample rate at which the filter of the loudness measure is defined. */
const LOWEST_RATE: Hertz = 2000;

/** What an analyser works with. */
export interface AnalyserOptions {
  readonly models: Models;
  readonly tempo: TempoMethod;
}

/**
 * Runs the stages of a job on a file, which is decoded once; not at all where the job asks for no
 * stage and brings along what an earlier decoding found: then its tags alone are read.
 *
 * @param onStage Told what is about to be computed: `decode`, then each stage.
 * @throws {DecodeError} Where the file cannot be decoded; an Error of the stage that failed else.
 */
export async function analyse(
  job: AnalysisJob,
  { models, tempo, onStage }: AnalyserOptions & { readonly onStage: (stage: string) => void },
): Promise<Analysis> {
  if (job.stages.length === 0 && job.known) return await retag(job.path, job.known);
  onStage("decode");
  const { decoded, loudness } = await decodeMeasured(job.path);
  const findings = new Findings();
  noteFile(decoded, findings);
  const hearing = hearingOf(decoded, {
    models,
    tempoMethod: tempo,
    tempocnnBefore: job.tempocnn,
    loudness,
  });
  for (const stage of RUNNING_ORDER.filter((stage) => job.stages.includes(stage))) {
    onStage(stage);
    await runStage(stage, hearing, findings);
  }
  const along = await alongOf(hearing, findings, decoded.heard?.[0] ?? 0);
  const { stages, values, absent, vectors } = findings;
  const { file, tags } = { file: factsOf(decoded), tags: tagsOf(decoded.tags) };
  return { file, tags, stages, values, absent, vectors, ...(along && { along }) };
}

async function retag(path: string, known: DecodedFacts): Promise<Analysis> {
  const { tags, hasCover } = await readMetadata(path);
  const findings = new Findings();
  noteFile({ ...known, tags }, findings);
  const { stages, values, absent, vectors } = findings;
  return { file: { ...known, hasCover }, tags: tagsOf(tags), stages, values, absent, vectors };
}

/** Decodes a file; loudness is measured on all of it, whatever part is kept. */
async function decodeMeasured(
  path: string,
): Promise<{ readonly decoded: Decoded; readonly loudness: () => Loudness }> {
  let meter: LoudnessMeter | undefined;
  const decoded = await decode(path, {
    mono: true,
    onChunk: ({ sampleRate, channels }) => {
      if (sampleRate < LOWEST_RATE || channels.length === 0) return;
      meter ??= createLoudnessMeter(sampleRate, channels.length);
      meter.add(channels);
    },
  });
  const nothing = absent("too-short");
  return {
    decoded,
    loudness: () => meter?.result() ?? { integrated: nothing, range: nothing, truePeak: nothing },
  };
}

function noteFile(
  { duration, sampleRate, bitRate, channels, tags }: DecodedFacts & { readonly tags: Tags },
  findings: Findings,
): void {
  findings.note("duration", { value: duration });
  findings.note("sample_rate", { value: sampleRate });
  findings.note("channels", { value: channels });
  findings.note("bit_rate", bitRate === undefined ? absent("not-tagged") : { value: bitRate });
  findings.note("year", tags.year === undefined ? absent("not-tagged") : { value: tags.year });
  findings.ran("file");
}

function factsOf(decoded: Decoded): DecodedFacts {
  const { container, codec, sampleRate, channels, bitRate, duration, hasCover } = decoded;
  const { damage, heard, downmix } = decoded;
  const facts: DecodedFacts = {
    container,
    codec,
    sampleRate,
    channels,
    duration,
    hasCover,
    ...(bitRate !== undefined && { bitRate }),
    ...(damage !== undefined && { damage }),
    ...(heard !== undefined && { heard }),
    ...(downmix !== undefined && { downmix }),
  };
  return facts;
}

function tagsOf({ title, artist, album, genres, year }: Tags): Tags {
  return {
    ...(title !== undefined && { title }),
    ...(artist !== undefined && { artist }),
    ...(album !== undefined && { album }),
    ...(genres !== undefined && { genres }),
    ...(year !== undefined && { year }),
  };
}
