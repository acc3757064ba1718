import type { TrackId } from "../../domain/mod.ts";
import { fingerprintOf } from "../digest.ts";
import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../../work/mod.ts";
import type { DistanceStatistics } from "./profiles.ts";
import { rowsWithVector } from "../_rows.ts";
import type { VectorTable } from "../vector_table.ts";

const PROFILES_FILE: FileKind = { name: "profiles", magic: "FONOPROF", version: 2 };

/** Profiles from a file. */
export interface KeptStatistics {
  /** By row of the table; NaN where the file knows another vector of the track, or none. */
  readonly statistics: DistanceStatistics;
  /** Tracks that came, went or changed since. */
  readonly changes: number;
}

/** Keeps the profiles of all rows of a table in a file. */
export function writeProfiles(
  path: string,
  { mean, deviation }: DistanceStatistics,
  table: VectorTable,
): void {
  const rows = rowsWithVector(table);
  writeKeptFile(path, PROFILES_FILE, {
    description: {
      dimensions: table.dimensions,
      ids: Array.from(rows, (row) => table.ids[row]!),
    },
    numbers: [
      Float64Array.from(rows, (row) => mean[row]!),
      Float64Array.from(rows, (row) => deviation[row]!),
      Uint32Array.from(rows, (row) => fingerprintOf(table.unit(row))),
    ],
  });
}

/** The profiles in a file, as far as they are of this table; undefined where it cannot be used. */
export function readProfiles(path: string, table: VectorTable): KeptStatistics | undefined {
  return unlessUnusable(() => {
    const { description, start } = readKeptHead(path, PROFILES_FILE);
    const { dimensions, ids } = description as {
      readonly dimensions: number;
      readonly ids: readonly TrackId[];
    };
    if (dimensions !== table.dimensions) return undefined;
    const numbers = readKeptBytes(path, PROFILES_FILE, { start, count: 20 * ids.length });
    return placed(table, {
      ids,
      means: new Float64Array(numbers, 0, ids.length),
      deviations: new Float64Array(numbers, 8 * ids.length, ids.length),
      fingerprints: new Uint32Array(numbers, 16 * ids.length),
    });
  });
}

function placed(
  table: VectorTable,
  { ids, means, deviations, fingerprints }: {
    readonly ids: readonly TrackId[];
    readonly means: Float64Array;
    readonly deviations: Float64Array;
    readonly fingerprints: Uint32Array;
  },
): KeptStatistics {
  const mean = new Float64Array(table.length).fill(NaN);
  const deviation = new Float64Array(table.length).fill(NaN);
  let known = 0;
  for (const [i, id] of ids.entries()) {
    const row = table.rowOf(id);
    if (row === undefined || table.present[row] === 0) continue;
    if (fingerprintOf(table.unit(row)) !== fingerprints[i]) continue;
    mean[row] = means[i]!;
    deviation[row] = deviations[i]!;
    known++;
  }
  const changes = Math.max(ids.length, table.count) - known;
  return { statistics: { mean, deviation }, changes };
}
