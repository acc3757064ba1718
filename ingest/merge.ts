import type { Analysis, PlannedStage } from "../analysis/mod.ts";
import {
  type Along,
  CATALOGUE,
  HASH_VERSION,
  type Instant,
  type Moments,
  STAGE_VERSION,
  type StageId,
  type Track,
  type TrackId,
} from "../domain/mod.ts";

const STAGE_OF = new Map(CATALOGUE.map(({ id, stage }) => [id, stage]));

/**
 * Of the planned stages, those a track has not been through in their present version, by the same
 * models, and at the same wish.
 */
export function stagesLacking(
  track: Pick<Track, "stages">,
  planned: readonly PlannedStage[],
): readonly StageId[] {
  return planned.filter(({ stage, by, isDue }) => {
    const before = track.stages[stage];
    return before?.version !== STAGE_VERSION[stage] || (by !== undefined && before.by !== by) ||
      (isDue?.(before) ?? false);
  }).map(({ stage }) => stage);
}

/** Newer curves and classes beside older ones; older classes of other moments are of no use. */
function mergeMoments(older: Moments, newer: Moments): Moments {
  const heads = older.count === newer.count ? { ...older.heads, ...newer.heads } : newer.heads;
  return {
    ...newer,
    curves: { ...older.curves, ...newer.curves },
    ...(heads && { heads }),
  };
}

/** What is kept along a track after an analysis: of each network the newer curves beside the older. */
export function mergeAlong(before: Along | undefined, now: Along): Along {
  const networks = (["musicnn", "effnet", "vibenet"] as const).flatMap((network) => {
    const [older, newer] = [before?.[network], now[network]];
    const merged = older && newer ? mergeMoments(older, newer) : newer ?? older;
    return merged ? [[network, merged] as const] : [];
  });
  return { ...before, ...now, ...Object.fromEntries(networks) };
}

/** What a track is before its first analysis, or was until now. */
export interface Subject {
  readonly id: TrackId;
  readonly path: string;
  readonly size: number;
  readonly modified: Instant;
  /** Of its audio. */
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
    file: { ...analysis.file, size, modified, hash, hashVersion: HASH_VERSION },
    tags: analysis.tags,
    stages: { ...before?.stages, ...analysis.stages },
    values: { ...kept(before?.values), ...analysis.values },
    absent: { ...kept(before?.absent), ...analysis.absent },
  };
}
