import { define } from "../../../../../define.ts";
import { fileResponse, HttpError } from "../../../../../web/mod.ts";

import { playbackErrorOf } from "../../../_playback.ts";

/** The audio of a dropped file, in ranges, as long as it is held. */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const sound = library.guests.sound(params.id!);
    if (!sound) throw new HttpError(404, "This file is not held any more; drop it again");
    try {
      const { source, type } = await library.playback.of(sound);
      return await fileResponse(source, req, { type });
    } catch (error) {
      throw playbackErrorOf(error);
    }
  },
});
