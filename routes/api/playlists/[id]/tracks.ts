import { define } from "../../../../define.ts";
import { isAudible, numberAt } from "../../../../domain/mod.ts";
import { entryOf } from "../../../../playlist/mod.ts";
import { playlistOf } from "../../_playlists.ts";

/** What the page shows of each track of a playlist; tracks that are gone are left out. */
export const handler = define.handlers({
  async GET({ params, state }) {
    const { tracks } = await playlistOf(state.library, params.id!);
    const { collection } = state.library;
    const { columns } = collection;
    const rows = tracks.map((id) => collection.row(id)).filter((row) => row !== undefined);
    return Response.json({
      tracks: rows.map((row) => {
        const { id, title, artist, duration } = entryOf(columns, row);
        const loudness = numberAt(columns, { id: "loudness", row });
        const truePeak = numberAt(columns, { id: "true_peak", row });
        const audio = isAudible(columns, row);
        return { id, title, artist, duration, loudness, truePeak, audio };
      }),
    });
  },
});
