import { define } from "../../../../../define.ts";
import type { Library } from "../../../../../library/mod.ts";
import { fileResponse, HttpError } from "../../../../../web/mod.ts";
import { playbackErrorOf, soundOf } from "../../../_playback.ts";

/**
 * The audio of a dropped file, in ranges, as long as it is held, and that of the track where it has
 * become one, so that it sounds on while it is kept.
 */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const id = params["id"]!;
    try {
      return await keptSound(library, id, req) ?? await heldSound(library, id, req);
    } catch (error) {
      const moved = await keptSound(library, id, req);
      if (moved) return moved;
      throw playbackErrorOf(error);
    }
  },
});

async function keptSound(
  library: Library,
  id: string,
  req: Request,
): Promise<Response | undefined> {
  const track = await library.guests.becoming(id);
  return track === undefined ? undefined : await soundOf(library, track, req);
}

async function heldSound(library: Library, id: string, req: Request): Promise<Response> {
  const sound = library.guests.sound(id);
  if (!sound) throw new HttpError(404, "This file is not held any more; drop it again");
  const { source, type } = await library.playback.of(sound);
  return await fileResponse(source, req, { type });
}
