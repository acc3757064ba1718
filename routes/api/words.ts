import { define } from "../../define.ts";
import { formatQuery, readWords } from "../../query/mod.ts";

/**
 * A sentence (`text`) as a query in its written form, for `/api/tracks`, playlists and Explore, with how its
 * words were read and which were left.
 */
export const handler = define.handlers({
  GET({ state: { library }, url }) {
    const { query, read, left } = readWords(url.searchParams.get("text") ?? "", {
      columns: library.collection.snapshot.columns,
      profile: library.summary.profile,
      now: Date.now(),
    });
    return Response.json({ query: formatQuery(query), read, left });
  },
});
