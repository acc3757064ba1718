import { define } from "../../../../define.ts";
import { labelsTsv } from "../../../../labels/mod.ts";
import { exportedTracks } from "../../../../library/mod.ts";
import { labelSetOf } from "../../../_label_sets.ts";

/** A label set as a TSV file, which the table reader joins again. */
export const handler = define.handlers({
  async GET({ params, state: { library } }) {
    const set = await labelSetOf(library, params.id!);
    const entries = await library.store.labels.entries(set.id);
    const lines = labelsTsv(set, { entries, tracks: exportedTracks(library, entries) });
    return new Response(ReadableStream.from(lines).pipeThrough(new TextEncoderStream()), {
      headers: {
        "content-type": "text/tab-separated-values; charset=utf-8",
        "content-disposition": `attachment; filename="${set.id}.tsv"`,
      },
    });
  },
});
