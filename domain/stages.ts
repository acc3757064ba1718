import { HEAD_SETS, type HeadSet, perHeadSet } from "./activations.ts";

const OWN_STAGES = [
  "file",
  "tempocnn",
  "loudness",
  "tempo",
  "key",
  "danceability",
  "timbre",
  "musicnn",
  "vgg",
  "vibenet",
  "effnet",
  "emotion",
  "emotion_deam",
  "moods",
  "danceability_musicnn",
  "danceability_effnet",
  "voice",
  "moods_effnet",
  "character",
] as const;

/** A stage of the analysis. */
export type StageId = (typeof OWN_STAGES)[number] | HeadSet;

/**
 * The stages of the analysis, in the order in which they run: TempoCNN before the other tempo, as
 * `--tempo auto` asks its estimate; last the sets of activations that heads hear. Each has a version of its
 * own: a new version recomputes that stage alone, and a model that arrives later only the stages that lack
 * it.
 */
export const STAGES: readonly StageId[] = [...OWN_STAGES, ...HEAD_SETS];

/** Version of each stage's results. Raise one when the numbers of that stage change. */
export const STAGE_VERSION: Readonly<Record<StageId, number>> = {
  file: 2,
  loudness: 2,
  tempo: 4,
  key: 2,
  danceability: 2,
  timbre: 1,
  tempocnn: 3,
  musicnn: 1,
  vgg: 1,
  vibenet: 1,
  effnet: 1,
  emotion: 1,
  emotion_deam: 1,
  moods: 1,
  danceability_musicnn: 1,
  danceability_effnet: 1,
  voice: 1,
  moods_effnet: 1,
  character: 1,
  ...perHeadSet(() => 1),
};
