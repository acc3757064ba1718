import { ACTIVATION_INFO, perHeadSet, type StageId, STAGES } from "../../domain/mod.ts";
import type { Findings } from "./analysis.ts";
import type { Hearing } from "./hearing.ts";
import {
  effnetStage,
  headsStage,
  musicnnStage,
  tempocnnStage,
  vggStage,
  vibenetStage,
} from "./learned_stages.ts";
import {
  danceabilityStage,
  keyStage,
  loudnessStage,
  tempoStage,
  timbreStage,
} from "./signal_stages.ts";

type Stage = (hearing: Hearing, findings: Findings) => void | Promise<void>;

const RUN: Readonly<Partial<Record<StageId, Stage>>> = {
  loudness: loudnessStage,
  tempo: tempoStage,
  key: keyStage,
  danceability: danceabilityStage,
  timbre: timbreStage,
  tempocnn: tempocnnStage,
  musicnn: musicnnStage,
  vgg: vggStage,
  vibenet: vibenetStage,
  effnet: effnetStage,
  emotion: headsStage("emotion", ({ musicnn }) => musicnn()),
  emotion_deam: headsStage("emotion_deam", ({ musicnn }) => musicnn()),
  moods: headsStage("moods", ({ musicnn }) => musicnn()),
  danceability_musicnn: headsStage("danceability_musicnn", ({ musicnn }) => musicnn()),
  danceability_effnet: headsStage("danceability_effnet", ({ effnet }) => effnet()),
  voice: headsStage("voice", ({ effnet }) => effnet()),
  moods_effnet: headsStage("moods_effnet", ({ effnet }) => effnet()),
  character: headsStage("character", ({ effnet }) => effnet()),
  ...perHeadSet((set) => headsStage(set, (hearing) => hearing[ACTIVATION_INFO[set].network]())),
};

/** The stages that have something to run, in the order of {@linkcode STAGES}. */
export const RUNNING_ORDER: readonly StageId[] = STAGES.filter((stage) => RUN[stage] !== undefined);

/** Runs one stage; its findings are noted. Throws what the stage's algorithm throws. */
export async function runStage(
  stage: StageId,
  hearing: Hearing,
  findings: Findings,
): Promise<void> {
  await RUN[stage]?.(hearing, findings);
}
