import type {
  Absence,
  ActivationSet,
  Along,
  Bpm,
  FileFacts,
  Measured,
  StageId,
  StageRecord,
  Tags,
  VectorKind,
} from "../../domain/mod.ts";
import { STAGE_VERSION } from "../../domain/mod.ts";
import type { Rows } from "../models/mod.ts";

/** What TempoCNN left on a track. */
export interface EarlierTempo {
  /** Its model. */
  readonly by: string;
  /** Left out where it found none. */
  readonly bpm?: Bpm;
}

/** What is known of a file without asking the file system. */
export type DecodedFacts = Omit<FileFacts, "size" | "modified" | "hash" | "hashVersion">;

/** One file to be analysed. */
export interface AnalysisJob {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** What to compute. */
  readonly stages: readonly StageId[];
  /** What an earlier decoding found: the file is then not decoded where no stage asks for sound. */
  readonly known?: DecodedFacts;
  /** What TempoCNN said in an earlier analysis. */
  readonly tempocnn?: EarlierTempo;
}

/** What an analysis found. */
export interface Analysis {
  readonly file: DecodedFacts;
  readonly tags: Tags;
  readonly stages: Readonly<Partial<Record<StageId, StageRecord>>>;
  /** By catalogue id. */
  readonly values: Readonly<Record<string, number | string>>;
  readonly absent: Readonly<Record<string, Absence>>;
  readonly vectors: Readonly<Partial<Record<VectorKind, Float32Array>>>;
  /** What was kept along the track. */
  readonly along?: Along;
}

/** Gathers what the stages find. */
export class Findings {
  readonly stages: Partial<Record<StageId, StageRecord>> = {};
  readonly values: Record<string, number | string> = {};
  readonly absent: Record<string, Absence> = {};
  readonly vectors: Partial<Record<VectorKind, Float32Array>> = {};
  /** Values a patch, by catalogue id. */
  readonly curves: Record<string, Float32Array> = {};
  /** Activations a patch, of the sets that heads heard. */
  readonly heads: Partial<Record<ActivationSet, Rows>> = {};

  /** Notes that a stage has run, and with what and at what wish where that can differ. */
  ran(stage: StageId, by?: string, asked?: string): void {
    this.stages[stage] = {
      version: STAGE_VERSION[stage],
      ...(by !== undefined && { by }),
      ...(asked !== undefined && { asked }),
    };
  }

  /** Notes a descriptor's value, or why it has none. A number that is not finite is no value. */
  note(id: string, measured: Measured<number | string>): void {
    if (!("value" in measured)) this.absent[id] = measured.absent;
    else if (typeof measured.value === "number" && !Number.isFinite(measured.value)) {
      this.absent[id] = "not-finite";
    } else this.values[id] = measured.value;
  }

  /** Notes the same reason for several descriptors. */
  lack(ids: readonly string[], reason: Absence): void {
    for (const id of ids) this.absent[id] = reason;
  }
}
