import { derive } from "../../../../domain/mod.ts";
import { define } from "../../../../define.ts";
import { HttpError, shortened } from "../../../../web/mod.ts";

/** Everything that is stored about one track. */
export const handler = define.handlers({
  async GET({ params, state }) {
    const track = await state.library.store.getTrack(params.id!);
    if (!track) {
      throw new HttpError(404, `There is no track ${shortened(params.id!)} in this collection`);
    }
    const { strong: _, ...shown } = track;
    return Response.json({ ...shown, derived: derive(track.values) });
  },
});
