import { define } from "../../../../../define.ts";
import { droppedTrack } from "../../../../../library/mod.ts";
import { HttpError } from "../../../../../web/mod.ts";
import { stripsResponse } from "../../../_strips.ts";

/** Pictures along a dropped file, as those along a track, as long as it is held. */
export const handler = define.handlers({
  async GET({ params, url, req, state: { library } }) {
    const found = await droppedTrack(library, params.id!);
    if (!found) throw new HttpError(404, "This file is not held any more; drop it again");
    const along = () => Promise.resolve(found.along);
    return await stripsResponse(library, { req, url, track: found.track, along });
  },
});
