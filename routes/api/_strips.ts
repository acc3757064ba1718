import { type Along, type Track, writeStrips } from "../../domain/mod.ts";
import { alongStrips, type Library, StripsError } from "../../library/mod.ts";
import { bytesResponse, HttpError, shortened } from "../../web/mod.ts";
import { playbackErrorOf } from "./_playback.ts";

const SETS = ["sound", "beats", "along"] as const;

/** The set of strips that an address asks for. Throws an HttpError 400 where there is no such set. */
export function stripSetIn(url: URL): (typeof SETS)[number] {
  const wanted = url.searchParams.get("set") ?? "sound";
  const set = SETS.find((known) => known === wanted);
  if (!set) {
    throw new HttpError(
      400,
      `There is no set ${shortened(wanted)} of strips; there are sound, beats and along`,
    );
  }
  return set;
}

/** Answers with strips, in the bytes that `readStrips` reads. */
export async function stripsResponse(
  { strips }: Library,
  { req, url, track, along }: {
    readonly req: Request;
    readonly url: URL;
    readonly track: Track;
    readonly along: () => Promise<Along | undefined>;
  },
): Promise<Response> {
  const set = stripSetIn(url);
  if (set === "along") {
    return await bytesResponse(writeStrips(alongStrips(track, await along())), req);
  }
  if (!track.audio) {
    throw new HttpError(
      404,
      "This track was imported without its audio: nothing can be drawn of it",
    );
  }
  try {
    const { signal } = req;
    return await bytesResponse(await strips.of(track, { set, signal }), req);
  } catch (error) {
    if (error instanceof StripsError) throw new HttpError(422, error.message);
    if (error instanceof DOMException && error.name === "AbortError") {
      throw new HttpError(503, "The drawing was stopped: ask for it again");
    }
    throw playbackErrorOf(error);
  }
}
