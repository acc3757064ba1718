import { define } from "../../define.ts";
import { searchTracks } from "../../library/mod.ts";
import { wholeIn } from "../../query/mod.ts";

/** Tracks whose title, artist, album, genre or path has all words of `q`, the likeliest first. */
export const handler = define.handlers({
  GET({ state, url }) {
    const limit = wholeIn(url.searchParams, { name: "limit", usual: 10, range: [1, 100] });
    const text = url.searchParams.get("q") ?? "";
    return Response.json(searchTracks(state.library, { text, limit }));
  },
});
