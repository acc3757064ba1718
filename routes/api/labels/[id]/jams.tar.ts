import { define } from "../../../../define.ts";
import { jamsArchive } from "../../../../labels/mod.ts";
import { exportedTracks } from "../../../../library/mod.ts";
import { labelSetOf } from "../../../_label_sets.ts";

/** A label set as one JAMS document a track, in a tar archive. */
export const handler = define.handlers({
  async GET({ params, state: { library } }) {
    const set = await labelSetOf(library, params.id!);
    const entries = await library.store.labels.entries(set.id);
    const parts = jamsArchive(set, { entries, tracks: exportedTracks(library, entries) });
    return new Response(ReadableStream.from(parts), {
      headers: {
        "content-type": "application/x-tar",
        "content-disposition": `attachment; filename="${set.id}.jams.tar"`,
      },
    });
  },
});
