import { define } from "../../define.ts";
import { SPACE_NAMES, spaceNamed } from "../../domain/mod.ts";
import { HttpError } from "../../web/mod.ts";

/** The maps of a space that are there already, and how good each is, most neighbours kept first. */
export const handler = define.handlers({
  async GET({ url, state: { library } }) {
    const asked = url.searchParams.get("space");
    const space = spaceNamed(asked);
    if (!space) {
      throw new HttpError(400, `Cannot list maps: space is one of ${SPACE_NAMES}`);
    }
    return Response.json({ maps: await library.maps.made(space) });
  },
});
