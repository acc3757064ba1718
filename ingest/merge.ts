import type { Analysis } from "../analysis/mod.ts";
import {
  CATALOGUE,
  type Instant,
  STAGE_VERSION,
  type StageId,
  type Track,
  type TrackId,
} from "../domain/mod.ts";

const STAGE_OF = new Map(CATALOGUE.map(({ id, stage }) => [id, stage]));

/** The stages of a list that a track has not been through in their present version. */
export function stagesLacking(
  track: Pick<Track, "stages">,
  stages: readonly StageId[],
): readonly StageId[] {
  return stages.filter((stage) => track.stages[stage]?.version !== STAGE_VERSION[stage]);
}

/** What a track is before its first analysis, or was until now. */
export interface Subject {
  readonly id: TrackId;
  readonly path: string;
  readonly size: number;
  readonly modified: Instant;
  readonly hash: string;
  /** The track as stored, where it has been analysed before. */
  readonly before?: Track | undefined;
}

/** The track after an analysis: the stages that ran replace what they had left, others stay. */
export function mergeAnalysis(subject: Subject, analysis: Analysis, now: Instant): Track {
  const { id, path, size, modified, hash, before } = subject;
  const fresh = new Set<string>(Object.keys(analysis.stages));
  const kept = <T>(record: Readonly<Record<string, T>> | undefined): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record ?? {}).filter(([name]) => !fresh.has(STAGE_OF.get(name) ?? name)),
    );
  return {
    id,
    path,
    audio: true,
    added: before?.added ?? now,
    analysed: now,
    file: { ...analysis.file, size, modified, hash },
    tags: analysis.tags,
    stages: { ...before?.stages, ...analysis.stages },
    values: { ...kept(before?.values), ...analysis.values },
    absent: { ...kept(before?.absent), ...analysis.absent },
  };
}
