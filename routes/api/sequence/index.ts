import { define } from "../../../define.ts";
import { sequenceOf } from "../../../library/mod.ts";
import { tracksIn } from "../_sequence.ts";

/**
 * What lists show of the tracks `{tracks}` in their order, and what each change costs part by part;
 * `null` for a value or part that is missing.
 */
export const handler = define.handlers({
  async POST({ req, state }) {
    return Response.json(await sequenceOf(state.library, await tracksIn(req)));
  },
});
