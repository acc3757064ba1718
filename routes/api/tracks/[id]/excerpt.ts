import { define } from "../../../../define.ts";
import { bytesResponse, HttpError } from "../../../../web/mod.ts";
import { audibleTrack, playbackErrorOf } from "../../_playback.ts";

/**
 * The first (`part=start`) or last (`part=end`) eight seconds of a track that sound, as WAV; where they
 * begin in the track stands in `x-start-s`.
 */
export const handler = define.handlers({
  async GET({ params, req, url, state: { library } }) {
    const part = url.searchParams.get("part");
    if (part !== "start" && part !== "end") {
      throw new HttpError(400, "Cannot cut the track: part is start or end");
    }
    const track = await audibleTrack(library, params.id!);
    try {
      const { wav, start } = await library.excerpts.of(track, part);
      const response = await bytesResponse(wav, req, { type: "audio/wav" });
      response.headers.set("x-start-s", String(start));
      return response;
    } catch (error) {
      throw playbackErrorOf(error);
    }
  },
});
