import { absent, type Along, CATALOGUE, type StageId, type Tags } from "../../domain/mod.ts";
import { type Decoded, isTagNote, readMetadata } from "../decode/mod.ts";
import { tagsOf } from "./read_tags.ts";
import type { TempoMethod } from "../descriptors/mod.ts";
import type { Models } from "../models/mod.ts";
import { alongOf } from "./along.ts";
import { type Analysis, type AnalysisJob, type DecodedFacts, Findings } from "./analysis.ts";
import { decodeMeasured } from "./decode_measured.ts";
import { hearingOf } from "./hearing.ts";
import { RUNNING_ORDER, runStage } from "./stages.ts";

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
  const isLoudnessDue = job.stages.includes("loudness");
  const { decoded, loudness, wave } = await decodeMeasured(job.path, isLoudnessDue);
  const findings = new Findings();
  noteFile(decoded, findings);
  if (decoded.isUnscaled) {
    for (const stage of job.stages) lackStage(stage, findings);
    return analysisOf(decoded, findings);
  }
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
  return analysisOf(decoded, findings, wave ? { ...along, wave } : along);
}

function analysisOf(decoded: Decoded, findings: Findings, along?: Along): Analysis {
  const { stages, values, absent, vectors } = findings;
  const { file, tags } = { file: factsOf(decoded), tags: tagsOf(decoded.tags) };
  return { file, tags, stages, values, absent, vectors, ...(along && { along }) };
}

/** Of a file whose numbers are no samples, no stage has anything to say. */
function lackStage(stage: StageId, findings: Findings): void {
  if (stage === "file") return;
  const ids = CATALOGUE.filter((descriptor) => descriptor.stage === stage).map(({ id }) => id);
  findings.lack(ids, "unscaled");
  findings.ran(stage);
}

async function retag(path: string, known: DecodedFacts): Promise<Analysis> {
  const { tags, hasCover, cut = [] } = await readMetadata(path);
  const findings = new Findings();
  noteFile({ ...known, tags }, findings);
  const { stages, values, absent, vectors } = findings;
  const { notes: before = [], ...facts } = known;
  const notes = [...before.filter((note) => !isTagNote(note)), ...cut];
  const file = { ...facts, hasCover, ...(notes.length > 0 && { notes }) };
  return { file, tags: tagsOf(tags), stages, values, absent, vectors };
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
  const { damage, heard, downmix, notes } = decoded;
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
    ...(notes.length > 0 && { notes }),
  };
  return facts;
}
