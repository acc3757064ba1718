import type { Track, TrackId } from "../../domain/mod.ts";
import { type Library, PlaybackError, type PlaybackTrouble } from "../../library/mod.ts";
import { fileResponse, HttpError, shortened } from "../../web/mod.ts";

const STATUS: Readonly<Record<PlaybackTrouble, number>> = {
  format: 415,
  gone: 410,
  forbidden: 403,
  changed: 409,
};

/** What to answer where a file is not played; other errors as they are. */
export function playbackErrorOf(error: unknown): unknown {
  return error instanceof PlaybackError ? new HttpError(STATUS[error.kind], error.message) : error;
}

/** A track whose audio is on this machine. Throws an HttpError 404 where there is none. */
export async function audibleTrack(library: Library, id: TrackId): Promise<Track> {
  const track = await library.store.getTrack(id);
  if (!track) {
    throw new HttpError(404, `There is no track ${shortened(id)} in this collection`);
  }
  if (!track.audio) {
    throw new HttpError(404, "This track was imported without its audio, so it cannot be played");
  }
  return track;
}

/** The audio of a track, in ranges. Throws an HttpError that says why there is none. */
export async function soundOf(library: Library, id: TrackId, req: Request): Promise<Response> {
  const track = await audibleTrack(library, id);
  try {
    const { source, type } = await library.playback.of(track);
    return await fileResponse(source, req, { type });
  } catch (error) {
    throw playbackErrorOf(error);
  }
}
