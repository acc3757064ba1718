import { define } from "../../../define.ts";
import { smoothSequence } from "../../../library/mod.ts";
import { MOST_SMOOTHED } from "../../../playlist/mod.ts";
import { HttpError } from "../../../web/mod.ts";
import { tracksIn } from "../_sequence.ts";

/** The tracks `{tracks}` in a smoother order, and the cost of all transitions before and after. */
export const handler = define.handlers({
  async POST({ req, state }) {
    const tracks = await tracksIn(req);
    if (tracks.length > MOST_SMOOTHED) {
      throw new HttpError(
        400,
        `Cannot put ${tracks.length} tracks in a smooth order: ${MOST_SMOOTHED} is the most. ` +
          "Take fewer, or arrange them along a curve on Explore",
      );
    }
    return Response.json(await smoothSequence(state.library, tracks, req.signal));
  },
});
