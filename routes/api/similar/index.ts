import { define } from "../../../define.ts";
import { parseSimilar } from "../../../similar/mod.ts";
import { compare } from "../../../library/mod.ts";
import { HttpError } from "../../../web/mod.ts";
import { subjectOf } from "../../_subject.ts";

/**
 * The nearest tracks of a query in one or more spaces, as the page `/similar` shows them. What could
 * not be read of the request is in `problems`.
 */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { request, problems } = parseSimilar(url.searchParams);
    const subject = subjectOf(state.library, request);
    if (!subject) throw new HttpError(400, "Cannot compare: the request names no track=<id>");
    return Response.json(await compare(state.library, { subject, request, problems }));
  },
});
