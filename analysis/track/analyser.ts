import { absent, type FileFacts, type Hertz, type Tags } from "../../domain/mod.ts";
import { type Chunk, decode, type Decoded } from "../decode/mod.ts";
import type { TempoMethod } from "../descriptors/mod.ts";
import type { Models } from "../models/mod.ts";
import { createLoudnessMeter, type Loudness, type LoudnessMeter } from "../signal/mod.ts";
import { type ChannelWeights, channelWeights } from "./channel_weights.ts";
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
 * Runs the stages of a job on a file, which is decoded once.
 *
 * @param onStage Told what is about to be computed: `decode`, then each stage.
 * @throws {DecodeError} Where the file cannot be decoded; an Error of the stage that failed else.
 */
export async function analyse(
  job: AnalysisJob,
  { models, tempo, onStage }: AnalyserOptions & { readonly onStage: (stage: string) => void },
): Promise<Analysis> {
  onStage("decode");
  const { decoded, loudness, weighted } = await decodeMeasured(job.path);
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
  const { file, tags } = { file: factsOf(decoded, weighted), tags: tagsOf(decoded.tags) };
  return { file, tags, stages, values, absent, vectors, ...(along && { along }) };
}

interface MeasuredFile {
  readonly decoded: Decoded;
  readonly loudness: () => Loudness;
  /** How more than two channels were weighed, in words. */
  readonly weighted: string | undefined;
}

/** Decodes a file; loudness is measured on all of it, whatever part is kept. */
async function decodeMeasured(path: string): Promise<MeasuredFile> {
  let meter: LoudnessMeter | undefined;
  let surround: ChannelWeights | undefined;
  const decoded = await decode(path, {
    mono: true,
    onChunk: (chunk) => {
      const { sampleRate, channels } = chunk;
      if (sampleRate < LOWEST_RATE || channels.length === 0) return;
      if (!meter) {
        const wide = chunk.surround;
        surround = wide && channelWeights(wide.channels.length, wide);
        meter = createLoudnessMeter(sampleRate, surround?.weights ?? channels.length);
      }
      meter.add(surround ? widened(chunk, surround.weights.length) : channels);
    },
  });
  const nothing = absent("too-short");
  return {
    decoded,
    loudness: () => meter?.result() ?? { integrated: nothing, range: nothing, truePeak: nothing },
    weighted: surround?.text,
  };
}

/** All channels of a chunk; where a stream has fewer for a while, its stereo and silence. */
function widened({ channels, surround }: Chunk, count: number): readonly Float32Array[] {
  if (surround?.channels.length === count) return surround.channels;
  const nothing = new Float32Array(channels[0]!.length);
  return Array.from({ length: count }, (_, c) => channels[c] ?? nothing);
}

function noteFile({ duration, sampleRate, bitRate, channels, tags }: Decoded, findings: Findings) {
  findings.note("duration", { value: duration });
  findings.note("sample_rate", { value: sampleRate });
  findings.note("channels", { value: channels });
  findings.note("bit_rate", bitRate === undefined ? absent("not-tagged") : { value: bitRate });
  findings.note("year", tags.year === undefined ? absent("not-tagged") : { value: tags.year });
  findings.ran("file");
}

function factsOf(decoded: Decoded, weighted: string | undefined): DecodedFacts {
  const { container, codec, sampleRate, channels, bitRate, duration, hasCover } = decoded;
  const { damage, heard, downmix } = decoded;
  const facts: Omit<FileFacts, "size" | "modified" | "hash"> = {
    container,
    codec,
    sampleRate,
    channels,
    duration,
    hasCover,
    ...(bitRate !== undefined && { bitRate }),
    ...(damage !== undefined && { damage }),
    ...(heard !== undefined && { heard }),
    ...(downmix !== undefined && { downmix: weighted ? `${downmix}; ${weighted}` : downmix }),
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
