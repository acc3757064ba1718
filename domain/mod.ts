/**
 * Words, units, ids and the descriptor catalogue, and the one way in which each is written, compared,
 * counted, drawn and read from a row. Imports nothing.
 *
 * @module
 */
export {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  ACTIVATION_WORDS,
  type ActivationSet,
  activationSetOf,
  type ActivationWord,
  HEAD_SETS,
  type HeadSet,
  perActivationSet,
  perHeadSet,
} from "./activations.ts";
export { type Absence, ABSENCE_TEXT, ABSENCES, absent, type Measured, present } from "./absence.ts";
export { ARTIST_SEPARATOR, artistKeys, shareArtist } from "./artists.ts";
export { fittedTo } from "./fitted.ts";
export { beatGrid, evenBeats, gridIn, type GridPart } from "./beat_grid.ts";
export { binEdges, binFinder, type Binning, clean } from "./binning.ts";
export {
  CATALOGUE,
  CATEGORY_DESCRIPTORS,
  type CategoryDescriptor,
  type Descriptor,
  descriptorOf,
  findDescriptor,
  formatValue,
  NUMBER_DESCRIPTORS,
  type NumberDescriptor,
  numberDescriptorOf,
} from "./catalogue.ts";
export {
  ACTIVATION_FLOOR,
  ACTIVATION_STEPS,
  type CategoryColumn,
  type Columns,
  MISSING_CODE,
  type SparseActivations,
  stepsOf,
  type TextColumns,
} from "./columns.ts";
export { absenceIn, derive, keyUnder, TEMPO_TOLERANCE, tempoOctave } from "./derived.ts";
export { emotionAt, type EmotionWay, emotionWay } from "./emotion_way.ts";
export { ExpectedError } from "./failure.ts";
export type { Finding, NamedShare, Place } from "./finding.ts";
export { type Installation, isUnderWay } from "./installation.ts";
export {
  CAMELOT_CODES,
  camelotOf,
  camelotSteps,
  fifthsOf,
  type Key,
  KEY_NOTATIONS,
  KEY_PROFILES,
  keyLabel,
  type KeyNotation,
  type KeyProfile,
  type KeyRelation,
  keyRelation,
  MIREX_WEIGHT,
  PITCH_CLASSES,
  type PitchClass,
  pitchClassOf,
  type Scale,
  SCALES,
  semitonesOf,
} from "./keys.ts";
export {
  aspectsOf,
  descriptorIn,
  type LabelColumn,
  labelDescriptorId,
  labelDescriptors,
  MOST_COLUMN_CLASSES,
  type NameColumn,
} from "./label_columns.ts";
export {
  classesUnder,
  isLabelAspect,
  isLabelName,
  isLabelSetId,
  LABEL_ASPECTS,
  LABEL_NAMES,
  LABEL_PREFIX,
  LABEL_SETTINGS,
  type LabelAspect,
  type LabelEntries,
  type LabelEntry,
  type LabelField,
  labelFieldId,
  type LabelName,
  labelNamed,
  type LabelSet,
  labelSetIdOf,
  rootOf,
  type Split,
  SPLITS,
} from "./label_set.ts";
export { ACTIVATION_CLASSES, activationText } from "./labels/classes.ts";
export { splitStyle, STYLE_PARENTS, STYLES, styleText } from "./labels/styles.ts";
export { TAGS } from "./labels/tags.ts";
export {
  type Along,
  classesAlong,
  type Moments,
  MOST_MOMENTS,
  TOP_CLASSES,
  type TopClasses,
  type Wave,
  WAVE_SCALE,
} from "./moments.ts";
export { countText, numberText, percentText, plural } from "./number.ts";
export { OPINION_NAMES, type OpinionName, TWO_OPINIONS, type TwoOpinions } from "./opinions.ts";
export { EMOTION_PLANES, type EmotionPlane, emotionPlaneOf } from "./planes.ts";
export { NO_AUDIO, type Playable, playableFrom, playableOf } from "./playable.ts";
export { possibleRange } from "./possible.ts";
export {
  type Axis,
  axisLabel,
  axisNamed,
  axisText,
  type Layout,
  layoutOf,
  MOST_COMPONENTS,
  type Projection,
  projectionLabel,
  projectionNamed,
  projectionOf,
  PROJECTIONS,
} from "./projections.ts";
export { normal, poisson, type Random, sampled, seeded, shuffled } from "./random.ts";
export { rankCorrelation, ranksOf, selectRank } from "./ranks.ts";
export {
  categoryAt,
  isAudible,
  keyAt,
  keyCodes,
  KEYS,
  keyText,
  numberAt,
  playableAt,
  styleAt,
  titleAt,
} from "./rows.ts";
export {
  type AnalysedSpace,
  type CombinedSpace,
  combinedSpace,
  isAnalysed,
  partsOf,
  type Space,
  SPACE_NAMES,
  spaceInfo,
  spaceNamed,
  SPACES,
  spacesInOrder,
  VECTOR_KINDS,
  type VectorKind,
} from "./spaces.ts";
export { STAGE_VERSION, type StageId, STAGES } from "./stages.ts";
export {
  readStrips,
  type Strip,
  type StripHead,
  STRIPS_VERSION,
  timeInStrip,
  valueIn,
  writeStrips,
} from "./strips.ts";
export {
  type MappedTrack,
  MOST_SEGMENTS,
  SEGMENT_KINDS,
  segmentBytes,
  type SegmentKind,
  type Segments,
  segmentSet,
  segmentStage,
  segmentText,
  segmentWidth,
} from "./segments.ts";
export { capital, fold, lowerFirst, nameKey, nameKeys } from "./text.ts";
export {
  type AnalysisError,
  artistsOf,
  type FileFacts,
  HASH_VERSION,
  nameOf,
  type StageRecord,
  type Tags,
  titleOf,
  type Track,
  type TrackId,
} from "./track.ts";
export { eachTsvRecord, isWholeTsvRecord, tsvFields, tsvLine, tsvRecords } from "./tsv.ts";
export { atOnce, inSlices, othersTurn, turnTaking } from "./turn.ts";
export type { Bpm, DbTp, Hertz, In, Instant, LoudnessUnits, Lufs, Seconds } from "./units.ts";
export { whyUnwritten } from "./unwritten.ts";
export {
  DEFAULT_VOICE_THRESHOLD,
  VOICE_DESCRIPTORS,
  VOICE_MODEL,
  VOICE_SIDES,
  voiceCodes,
  voiceOf,
  type VoiceSide,
  voiceSide,
  type VoiceSource,
  voiceSources,
  voiceSourcesText,
  type VoiceValue,
  voiceZone,
} from "./voice.ts";
export { xmlText } from "./xml.ts";
