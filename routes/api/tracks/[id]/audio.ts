import { define } from "../../../../define.ts";
import { fileResponse, HttpError } from "../../../../web/mod.ts";

/** Media types of what browsers play, by container as the analysis sniffed it. */
const TYPES: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  mpeg: "audio/mpeg",
  ogg: "audio/ogg",
  flac: "audio/flac",
  wav: "audio/wav",
  mp4: "audio/mp4",
  m4a: "audio/mp4",
};

/** The file of a track, in ranges. A request names a track; no request can name a path. */
export const handler = define.handlers({
  async GET({ params, req, state }) {
    const track = await state.library.store.getTrack(params.id!);
    if (!track) throw new HttpError(404, `There is no track ${params.id} in this collection`);
    if (!track.audio) {
      throw new HttpError(404, "This track was imported without its audio, so it cannot be played");
    }
    const type = TYPES[track.file.container.toLowerCase()];
    try {
      return await fileResponse(track.path, req, { ...(type && { type }) });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        throw new HttpError(
          410,
          `The file is not at ${track.path} any more. Run the analysis again on the folder where it is now`,
        );
      }
      if (error instanceof Deno.errors.PermissionDenied) {
        throw new HttpError(403, `The file at ${track.path} may not be read`);
      }
      throw error;
    }
  },
});
