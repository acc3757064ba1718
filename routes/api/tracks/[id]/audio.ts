import { define } from "../../../../define.ts";
import { soundOf } from "../../_playback.ts";

/**
 * The audio of a track, in ranges: its file, or a converted copy where browsers cannot play that. A
 * request names a track; no request can name a path.
 */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    return await soundOf(library, params.id!, req);
  },
});
