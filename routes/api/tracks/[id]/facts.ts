import { define } from "../../../../define.ts";
import { trackFacts, trackPage } from "../../../../library/mod.ts";
import { EMPTY_QUERY } from "../../../../query/mod.ts";
import { HttpError, shortened } from "../../../../web/mod.ts";

const WHOLE = { of: "query", query: EMPTY_QUERY } as const;

/**
 * What is told of a track where it is looked at beside others: descriptors with their places in the
 * collection, styles, tags, emotion, neighbours and playlists.
 */
export const handler = define.handlers({
  async GET({ params, state: { library } }) {
    const found = await trackPage(library, { id: params.id!, list: WHOLE });
    if (!found) {
      throw new HttpError(404, `There is no track ${shortened(params.id!)} in this collection`);
    }
    return Response.json(trackFacts(found));
  },
});
