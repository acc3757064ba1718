import { define } from "../../define.ts";

/** Everything that the overview says, as JSON: `summary.json` of a report, as of now. */
export const handler = define.handlers({
  async GET({ state }) {
    return Response.json(await state.library.summary.settled(), {
      headers: { "cache-control": "no-cache" },
    });
  },
});
