/**
 * Finds the profiles of all rows of a table: in the file, or by comparing each with a sample.
 *
 * @module
 */
import { distanceStatistics } from "../mutual_proximity.ts";
import { VectorTable } from "../vector_table.ts";
import { readProfiles, writeProfiles } from "./_file.ts";
import type { ProfilesReport, ProfilesRequest } from "./_messages.ts";
import { PROFILE_SAMPLE } from "./profiles.ts";
import { isOutdated } from "./settings.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ProfilesRequest>) => void;
  postMessage(report: ProfilesReport): void;
};

scope.onmessage = ({ data: { vectors, path } }) => {
  const table = VectorTable.from(vectors);
  const kept = path === undefined ? undefined : readProfiles(path, table);
  if (kept && !isOutdated(kept.changes, table.count)) {
    scope.postMessage({ ...kept, loaded: true });
    return;
  }
  const statistics = distanceStatistics(table, { sample: PROFILE_SAMPLE });
  if (path !== undefined) writeProfiles(path, statistics, table);
  scope.postMessage({ statistics, changes: 0, loaded: false });
};
