import type { TrackId } from "../../domain/mod.ts";
import { areIds, MOST_SAVED } from "../../playlist/mod.ts";
import { HttpError, jsonIn } from "../../web/mod.ts";

/** The track ids in a request's body, `{tracks}`. Throws an HttpError 400 where they are none. */
export async function tracksIn(req: Request): Promise<readonly TrackId[]> {
  const body = await jsonIn(req);
  const tracks = typeof body === "object" && body !== null && "tracks" in body
    ? body.tracks
    : undefined;
  if (areIds(tracks)) return tracks;
  throw new HttpError(
    400,
    `Cannot read the tracks: tracks has to be a list of at most ${MOST_SAVED} track ids`,
  );
}
