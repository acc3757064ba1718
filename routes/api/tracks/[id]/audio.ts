import { define } from "../../../../define.ts";
import { fileResponse, HttpError, shortened } from "../../../../web/mod.ts";

import { playbackErrorOf } from "../../_playback.ts";

/**
 * The audio of a track, in ranges: its file, or a converted copy where browsers cannot play that. A
 * request names a track; no request can name a path.
 */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const track = await library.store.getTrack(params.id!);
    if (!track) {
      throw new HttpError(404, `There is no track ${shortened(params.id!)} in this collection`);
    }
    if (!track.audio) {
      throw new HttpError(404, "This track was imported without its audio, so it cannot be played");
    }
    try {
      const { source, type } = await library.playback.of(track);
      return await fileResponse(source, req, { type });
    } catch (error) {
      throw playbackErrorOf(error);
    }
  },
});
