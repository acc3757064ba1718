import { define } from "../../define.ts";
import { askInOrder } from "../../library/mod.ts";
import { entryOf } from "../../playlist/mod.ts";
import { type Problem, wholeIn } from "../../query/mod.ts";

/**
 * The playlist that a query and a recipe give, with the cost of each transition part by part; `null`
 * for a part that is missing.
 */
export const handler = define.handlers({
  async GET({ req, state, url }) {
    const params = url.searchParams;
    const problems: Problem[] = [];
    const limit = wholeIn(params, { name: "limit", usual: 500, range: [0, 5_000], problems });
    const { columns, problems: ofQuery, arranged } = await askInOrder(state.library, params, {
      told: Math.max(0, limit - 1),
      signal: req.signal,
    });
    const tracks = Array.from(arranged.rows.subarray(0, limit), (row) => {
      const { duration, ...entry } = entryOf(columns, row);
      return { ...entry, duration_s: duration };
    });
    // NaN becomes null in JSON.
    return Response.json({
      length: arranged.rows.length,
      problems: [...ofQuery, ...problems],
      tracks,
      transitions: arranged.transitions,
    });
  },
});
