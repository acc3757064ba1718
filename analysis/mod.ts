/**
 * Audio analysis: finding files, and pools of workers that turn each into descriptors and embeddings.
 * What runs inside the workers (decoders, Essentia, networks) is not loaded by this door.
 *
 * @module
 */
export {
  type Alteration,
  ALTERATIONS,
  alterationStep,
  alterationText,
  alteredFiles,
  hasFfmpeg,
} from "./alter/mod.ts";
export {
  convertToWav,
  createExcerptPool,
  type Excerpt,
  isReadHere,
  playedAsIs,
} from "./convert/mod.ts";
export { type Cover, createCoverPool } from "./covers/mod.ts";
export { TEMPO_METHODS, type TempoMethod, TIMBRE_GROUPS } from "./descriptors/mod.ts";
export {
  findAudio,
  type FoundAudio,
  parseShard,
  reasonOf,
  type Shard,
  type SkippedPath,
  SNIFF_BYTES,
  sniffAudio,
} from "./files/mod.ts";
export {
  foundationOf,
  isKnowable,
  type Licence,
  listModels,
  type Model,
  type ModelFolders,
  modelFolders,
  type ModelId,
  modelOf,
  MODELS,
  type Patches,
  pathOf,
  proofAnswer,
  type Provider,
  PROVIDERS,
  requireProvider,
  stateOf,
} from "./models/mod.ts";
export { audioHash } from "./payload/mod.ts";
export { type Failure, Pool } from "./pool/mod.ts";
export { createSegmentPool } from "./segments/mod.ts";
export { createStripPool, type StripJob } from "./strips/mod.ts";
export {
  type Analysis,
  type AnalysisJob,
  createAnalysisPool,
  type DecodedFacts,
  type EarlierTempo,
  methodAsked,
  onlyStages,
  type PlannedStage,
  planStages,
  readTags,
} from "./track/mod.ts";
