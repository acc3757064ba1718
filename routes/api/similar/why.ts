import { parseSimilar } from "../../../similar/mod.ts";
import { define } from "../../../define.ts";
import { whySimilar } from "../../../library/mod.ts";
import { HttpError } from "../../../web/mod.ts";
import { subjectOf } from "../../_subject.ts";

/**
 * What a query (`track=<id>`, or `file=<number>` of a dropped one) and another track (`other=<id>`) have
 * in common, as the page `/similar` shows it under "why": in the spaces named by `space`, or in all.
 */
export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const { request, problems } = parseSimilar(url.searchParams);
    const subject = subjectOf(library, request);
    const neighbour = url.searchParams.get("other")?.trim() ?? "";
    if (!subject || neighbour === "") {
      throw new HttpError(400, "Cannot compare: the request names no track=<id> and other=<id>");
    }
    const why = await whySimilar(library, {
      subject,
      request,
      neighbour,
      ...(request.spaces.length > 0 && { spaces: request.spaces }),
    });
    if (!why) throw new HttpError(404, `There is no track ${neighbour} in this collection`);
    return Response.json({ query: subject.card, ...why, problems });
  },
});
