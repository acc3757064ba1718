import { define } from "../../../../define.ts";
import { PlaybackError } from "../../../../library/mod.ts";
import { fileResponse, HttpError } from "../../../../web/mod.ts";

/**
 * The audio of a track, in ranges: its file, or a converted copy where browsers cannot play that. A
 * request names a track; no request can name a path.
 */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const track = await library.store.getTrack(params.id!);
    if (!track) throw new HttpError(404, `There is no track ${params.id} in this collection`);
    if (!track.audio) {
      throw new HttpError(404, "This track was imported without its audio, so it cannot be played");
    }
    try {
      await Deno.stat(track.path);
      const { path, type } = await library.playback.of(track);
      return await fileResponse(path, req, { type });
    } catch (error) {
      throw httpErrorOf(error, track.path);
    }
  },
});

function httpErrorOf(error: unknown, path: string): unknown {
  if (error instanceof PlaybackError) return new HttpError(415, error.message);
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
    return new HttpError(
      410,
      `The file is not at ${path} any more. Analyse the folder where it is now, and it is found again`,
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new HttpError(403, `The file at ${path} may not be read. Change its permissions`);
  }
  return error;
}
