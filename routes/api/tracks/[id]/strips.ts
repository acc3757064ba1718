import { define } from "../../../../define.ts";
import { HttpError, shortened } from "../../../../web/mod.ts";
import { stripsResponse } from "../../_strips.ts";

/**
 * Pictures along a track, drawn from its sound when first asked for: waveform, mel spectrogram,
 * chromagram, onset strength and loudness; its beats with `?set=beats`; with `?set=along` what the
 * networks left along it. The bytes are those that `readStrips` reads. Drawing is followed at
 * `/api/work/strips/<id>.<set>`, and ends where whoever asked has left.
 */
export const handler = define.handlers({
  async GET({ params, url, req, state: { library } }) {
    const track = await library.store.getTrack(params.id!);
    if (!track) {
      throw new HttpError(404, `There is no track ${shortened(params.id!)} in this collection`);
    }
    const along = () => library.store.along(track.id);
    return await stripsResponse(library, { req, url, track, along });
  },
});
