import { define } from "../../../define.ts";
import { HttpError, shortened } from "../../../web/mod.ts";
import { combinationNamed } from "../../_combining_request.ts";

/** Removes a kept combination, with the maps and indexes of it. */
export const handler = define.handlers({
  async DELETE({ params, state: { library: { spaces } } }) {
    const space = combinationNamed(params.space);
    if (!await spaces.remove(space)) {
      throw new HttpError(404, `There is no kept combination ${shortened(space)}`);
    }
    return Response.json({ space, kept: spaces.kept });
  },
});
