import { formatSimilar, parseSimilar } from "../../similar/mod.ts";
import { define } from "../../define.ts";
import { randomTrack } from "../../library/mod.ts";
import { HttpError } from "../../web/mod.ts";

/** Leads to the page of a track drawn among those that match the request, with its settings kept. */
export const handler = define.handlers({
  async GET({ state, url, redirect }) {
    const { request } = parseSimilar(url.searchParams);
    const track = await randomTrack(state.library, { request, random: Math.random });
    if (track === undefined) {
      throw new HttpError(404, "No track to draw: none matches and has a vector; drop a condition");
    }
    const { file: _, why: __, ...kept } = request;
    return redirect(`/similar?${formatSimilar({ ...kept, track })}`);
  },
});
