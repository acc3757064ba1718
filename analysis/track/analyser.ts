import { absent, type Hertz, type StageId, STAGES } from "../../domain/mod.ts";
import { decode, type Decoded } from "../decode/mod.ts";
import type { TempoMethod } from "../descriptors/mod.ts";
import type { Models } from "../models/mod.ts";
import {
  createLoudnessMeter,
  type Loudness,
  type LoudnessMeter,
  monoOf,
  resample,
} from "../signal/mod.ts";
import { type Analysis, type AnalysisJob, Findings } from "./analysis.ts";
import { LEARNED_STAGES } from "./learned_stages.ts";
import { SIGNAL_STAGES } from "./signal_stages.ts";

/** Lowest sample rate at which the loudness filter is defined. */
const LOWEST_RATE: Hertz = 2000;

/** Analyses files one at a time; models and algorithms are made once. */
export interface Analyser {
  /**
   * Runs some stages on a file, which is decoded once.
   *
   * @param onStage Told what is about to be computed: `decode`, then each stage.
   * @throws {DecodeError} Where the file cannot be decoded; an Error of the stage that failed else.
   */
  analyse(job: AnalysisJob, onStage: (stage: string) => void): Promise<Analysis>;
}

/** What an analyser works with. */
export interface AnalyserOptions {
  readonly models: Models;
  readonly tempo: TempoMethod;
}

/** Makes an analyser. */
export function createAnalyser({ models, tempo }: AnalyserOptions): Analyser {
  return {
    async analyse(job, onStage) {
      onStage("decode");
      const { decoded, loudness } = await decodeMeasured(job.path);
      const findings = new Findings();
      noteFile(decoded, findings);
      const x44k = atRate(decoded, 44100);
      const tempocnn = () => {
        const found = findings.values.tempocnn ?? job.tempocnn;
        return typeof found === "number" ? found : undefined;
      };
      const heard = { x44k, loudness, tempoMethod: tempo, tempocnn };
      const audio = { x16k: atRate(decoded, 16000), x11k: atRate(decoded, 11025), models };
      for (const stage of inOrder(job.stages)) {
        onStage(stage);
        SIGNAL_STAGES[stage]?.(heard, findings);
      }
      await LEARNED_STAGES(audio, job.stages, findings, onStage);
      return analysisOf(decoded, findings);
    },
  };
}
