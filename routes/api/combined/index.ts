import { define } from "../../../define.ts";
import { HttpError, jsonIn } from "../../../web/mod.ts";
import { combinationNamed, combiningRequestIn, orRefused } from "../../_combining_request.ts";

/**
 * What a combination of spaces is worth beside its parts: `space` (`best` looks for weights), `label`, `k`,
 * `seed`, `others`. POST keeps the combination that JSON names as `space`.
 */
export const handler = define.handlers({
  async GET({ req, url, state: { library: { combining } } }) {
    const { label, ...asked } = combiningRequestIn(url.searchParams, combining);
    if (label === undefined) {
      throw new HttpError(409, "Cannot judge a combination: tracks have no labels yet");
    }
    const { signal } = req;
    return Response.json(await orRefused(combining.evaluate({ ...asked, label, signal })));
  },

  async POST({ req, state: { library: { spaces } } }) {
    const body = await jsonIn(req);
    const space = combinationNamed((body as { readonly space?: unknown } | null)?.space);
    await orRefused(spaces.keep(space));
    return Response.json({ space, kept: spaces.kept }, { status: 201 });
  },
});
