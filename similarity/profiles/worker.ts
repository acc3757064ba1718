/**
 * Finds the profiles of all rows of a table: in the file, or by comparing each with a sample.
 *
 * @module
 */
import { serve } from "../../work/mod.ts";
import { VectorTable } from "../vector_table.ts";
import { readProfiles, writeProfiles } from "./_file.ts";
import type { ProfileCalls } from "./_messages.ts";
import { Profiles, statisticsOf } from "./profiles.ts";
import { isOutdated } from "./settings.ts";

serve<ProfileCalls>({
  find({ vectors, path }) {
    const table = VectorTable.from(vectors);
    const kept = path === undefined ? undefined : readProfiles(path, table);
    if (kept && !isOutdated(kept.changes, table.count)) return { ...kept, loaded: true };
    const statistics = statisticsOf(new Profiles(table).all(), table.length);
    if (path !== undefined) writeProfiles(path, statistics, table);
    return { statistics, changes: 0, loaded: false };
  },
});
