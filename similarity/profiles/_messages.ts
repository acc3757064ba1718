import type { DistanceStatistics } from "./profiles.ts";
import type { SharedVectors } from "../vector_table.ts";

/** What the worker is asked once. */
export interface ProfilesRequest {
  readonly vectors: SharedVectors;
  /** Undefined where profiles are not kept. */
  readonly path: string | undefined;
}

/** What it finds. */
export interface ProfilesReport {
  readonly statistics: DistanceStatistics;
  /** Tracks that differ from those of the file, which is none of them where they are worked out anew. */
  readonly changes: number;
  /** Whether they were read from the file. */
  readonly loaded: boolean;
}

/** What the worker does. */
export type ProfileCalls = {
  readonly find: { readonly request: ProfilesRequest; readonly result: ProfilesReport };
};
