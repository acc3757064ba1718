import { define } from "../../../define.ts";
import { HttpError, shortened } from "../../../web/mod.ts";
import { refused, wantedSetIn } from "../_labels.ts";

/**
 * The sets of labels by hand, latest edited first; with `?track=` also which labels that track has, by
 * set. POST makes an empty one.
 */
export const handler = define.handlers({
  async GET({ url, state: { library: { hand, collection } } }) {
    const track = url.searchParams.get("track");
    if (track !== null && collection.row(track) === undefined) {
      throw new HttpError(404, `There is no track ${shortened(track)} in this collection`);
    }
    const given = track === null ? {} : hand.of(track);
    return Response.json({ sets: await hand.sets(), given });
  },

  async POST({ req, state: { library: { hand } } }) {
    const wanted = await wantedSetIn(req);
    const made = await refused(() => hand.make({ ...wanted, at: Date.now() }));
    return Response.json(made, { status: 201 });
  },
});
