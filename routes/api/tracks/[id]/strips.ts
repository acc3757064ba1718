import { define } from "../../../../define.ts";
import { type Along, writeStrips } from "../../../../domain/mod.ts";
import { alongStrips, StripsError } from "../../../../library/mod.ts";
import { bytesResponse, HttpError, shortened } from "../../../../web/mod.ts";
import { playbackErrorOf } from "../../_playback.ts";

/**
 * Pictures along a track, drawn from its sound when first asked for: waveform, mel spectrogram,
 * chromagram, onset strength and loudness; its beats with `?set=beats`; with `?set=along` what the
 * networks left along it. The bytes are those that `readStrips` reads. Drawing is followed at
 * `/api/work/strips/<id>.<set>`, and ends where whoever asked has left.
 */
export const handler = define.handlers({
  async GET({ params, url, req, state: { library } }) {
    const set = url.searchParams.get("set") ?? "sound";
    if (set !== "sound" && set !== "beats" && set !== "along") {
      throw new HttpError(
        400,
        `There is no set ${shortened(set)} of strips; there are sound, beats and along`,
      );
    }
    const track = await library.store.getTrack(params.id!);
    if (!track) {
      throw new HttpError(404, `There is no track ${shortened(params.id!)} in this collection`);
    }
    if (set === "along") {
      const along: Along | undefined = await library.store.along(track.id);
      return await bytesResponse(writeStrips(alongStrips(track, along)), req);
    }
    if (!track.audio) {
      throw new HttpError(
        404,
        "This track was imported without its audio: nothing can be drawn of it",
      );
    }
    try {
      const { signal } = req;
      return await bytesResponse(await library.strips.of(track, { set, signal }), req);
    } catch (error) {
      if (error instanceof StripsError) throw new HttpError(422, error.message);
      if (error instanceof DOMException && error.name === "AbortError") {
        throw new HttpError(503, "The drawing was stopped: ask for it again");
      }
      throw playbackErrorOf(error);
    }
  },
});
