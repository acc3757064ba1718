import { define } from "../../define.ts";

/** Everything that the overview says, as JSON: `summary.json` of a report, as of now. */
export const handler = define.handlers({
  GET({ state }) {
    return Response.json(state.library.summary.value, {
      headers: { "cache-control": "no-cache" },
    });
  },
});
