import { define } from "../../../../../define.ts";
import { PlaybackError } from "../../../../../library/mod.ts";
import { fileResponse, HttpError } from "../../../../../web/mod.ts";

/** The audio of a dropped file, in ranges, as long as it is held. */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const sound = library.guests.sound(params.id!);
    if (!sound) throw new HttpError(404, "This file is not held any more; drop it again");
    try {
      const { path, type } = await library.playback.of(sound);
      return await fileResponse(path, req, { type });
    } catch (error) {
      if (error instanceof PlaybackError) throw new HttpError(415, error.message);
      throw error;
    }
  },
});
