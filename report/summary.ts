import {
  type Absence,
  ABSENCES,
  type ActivationSet,
  type AnalysisError,
  type Columns,
  type Instant,
  NUMBER_DESCRIPTORS,
  type StageId,
} from "../domain/mod.ts";
import { classesOf, type ClassSummary, type FullActivations } from "./classes.ts";
import { learnedDanceability } from "./danceability.ts";
import { correlationOf, type Distribution, distributionOf } from "./distribution.ts";
import { type Diversity, diversityOf, emotionCells } from "./diversity.ts";
import { emotionOf, type EmotionSummary } from "./emotion.ts";
import { filesOf, type FilesSummary } from "./files.ts";
import { keysOf, type KeySummary } from "./keys.ts";
import { loudnessOf, type LoudnessSummary } from "./loudness.ts";
import { opinionsOf, type OpinionSummary } from "./opinions.ts";
import { tempoBands, tempoOf, type TempoSummary } from "./tempo.ts";
import { summariseVoice, type VoiceSummary } from "./voice.ts";

/** Which version of a stage, by what, left results on how many tracks. */
export interface StageUse {
  readonly stage: StageId;
  readonly version: number;
  /** Model or method, where it can differ. */
  readonly by?: string;
  readonly tracks: number;
}

/** What a summary needs beyond columns; whatever is left out is said to be unknown. */
export interface SummaryExtras {
  /** Name of the collection. */
  readonly name?: string;
  readonly errors?: readonly Pick<AnalysisError, "path" | "stage" | "reason">[];
  /** Tracks without a value, by descriptor and reason. */
  readonly absences?: Readonly<Record<string, Readonly<Partial<Record<Absence, number>>>>>;
  readonly damaged?: FilesSummary["damaged"];
  readonly activations?: Readonly<Partial<Record<ActivationSet, FullActivations>>>;
  /** First and last analysis of a track. */
  readonly analysed?: { readonly from: Instant; readonly to: Instant };
  /** Version of the program. */
  readonly program?: string;
  readonly stages?: readonly StageUse[];
}

/** Tracks without a value of one descriptor, for one reason; no reason where none was recorded. */
export interface AbsenceCount {
  readonly descriptor: string;
  readonly reason: Absence | null;
  readonly tracks: number;
}

/** Everything that the overview and the report say, as plain JSON. */
export interface Summary {
  readonly schema: 1;
  readonly name: string;
  readonly program: string;
  readonly tracks: number;
  readonly analysed: { readonly from: number; readonly to: number } | null;
  readonly stages: readonly StageUse[];
  /** By id of a numeric descriptor. */
  readonly distributions: Readonly<Record<string, Distribution>>;
  readonly styles: ClassSummary | null;
  readonly tags: ClassSummary | null;
  readonly tempo: TempoSummary;
  /** Spearman correlation of the learned danceability and that of the signal. */
  readonly danceabilities: number | null;
  readonly keys: KeySummary;
  readonly loudness: LoudnessSummary;
  readonly emotion: EmotionSummary;
  readonly voice: VoiceSummary;
  /** The questions that two models have answered. */
  readonly opinions: readonly OpinionSummary[];
  readonly diversity: Readonly<
    Record<"styles" | "parents" | "keys" | "tempo" | "emotion", Diversity>
  >;
  readonly files: FilesSummary;
  readonly absences: readonly AbsenceCount[];
}

/** Summarises a collection. Pure: the same columns and extras give the same summary. */
export function summarise(columns: Columns, extras: SummaryExtras = {}): Summary {
  const { activations, numbers } = columns;
  const nothing = new Float32Array(columns.length).fill(NaN);
  const distributions = Object.fromEntries(
    NUMBER_DESCRIPTORS.map((d) => [d.id, distributionOf(d, numbers[d.id] ?? nothing)]),
  );
  const styles = classesOf(activations.styles, extras.activations?.styles);
  const tops = styles?.classes.map(({ top }) => top) ?? [];
  const electronic = styles?.parents.find(({ name }) => name === "Electronic")?.top ?? 0;
  const keys = keysOf(columns, styles ? electronic / styles.n : 0);
  const emotion = emotionOf(columns);
  const advised = keys.profiles.find(({ profile }) => profile === keys.advice.profile)!;
  return {
    schema: 1,
    name: extras.name ?? "Collection",
    program: extras.program ?? "",
    tracks: columns.length,
    analysed: extras.analysed ?? null,
    stages: extras.stages ?? [],
    distributions,
    styles,
    tags: classesOf(activations.tags, extras.activations?.tags),
    tempo: tempoOf(columns),
    danceabilities: correlationOf(
      numbers.danceability_signal ?? nothing,
      numbers[learnedDanceability(distributions).id] ?? nothing,
    ),
    keys,
    loudness: loudnessOf(columns),
    emotion,
    voice: summariseVoice(columns),
    opinions: opinionsOf(columns),
    diversity: {
      styles: diversityOf(tops),
      parents: diversityOf(styles?.parents.map(({ top }) => top) ?? []),
      keys: diversityOf([...advised.counts.major, ...advised.counts.minor]),
      tempo: diversityOf(tempoBands(numbers.tempo ?? nothing)),
      emotion: diversityOf(emotionCells(emotion)),
    },
    files: filesOf(columns, extras),
    absences: absencesOf(distributions, extras.absences ?? {}),
  };
}

function absencesOf(
  distributions: Readonly<Record<string, Distribution>>,
  recorded: NonNullable<SummaryExtras["absences"]>,
): AbsenceCount[] {
  return Object.values(distributions).flatMap(({ id, missing }) => {
    const rows: AbsenceCount[] = [];
    let left = missing;
    for (const reason of ABSENCES) {
      const tracks = Math.min(left, recorded[id]?.[reason] ?? 0);
      if (tracks > 0) rows.push({ descriptor: id, reason, tracks });
      left -= tracks;
    }
    if (left > 0) rows.push({ descriptor: id, reason: null, tracks: left });
    return rows;
  });
}
