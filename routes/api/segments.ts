import { define } from "../../define.ts";
import { projectionNamed, SEGMENT_KINDS } from "../../domain/mod.ts";
import { MOST_EVERY, MOST_SEGMENT_TRACKS, type SegmentRequest } from "../../similar/mod.ts";
import { HttpError, jsonIn } from "../../web/mod.ts";
import { workAddress } from "./_work_address.ts";

/**
 * A map of what a network hears patch by patch in some tracks: POST
 * `{kind, projection, ids, every}`. As long as it is not made the answer is 202, with where the work is
 * followed (`work`).
 */
export const handler = define.handlers({
  async POST({ req, state: { library } }) {
    const request = requestIn(await jsonIn(req));
    const { answer, failure, work } = await library.segmentMaps.state(request);
    if (answer) return Response.json(answer);
    if (failure !== undefined) throw new HttpError(422, `Cannot draw segments: ${failure}`);
    return Response.json({ work: workAddress(work) }, { status: 202 });
  },
});

function requestIn(body: unknown): SegmentRequest {
  const { kind, projection, ids, every = 1 } = (body ?? {}) as Record<string, unknown>;
  const known = SEGMENT_KINDS.find((name) => name === kind);
  const named = typeof projection === "string" ? projectionNamed(projection) : undefined;
  if (!known || !named) {
    throw new HttpError(
      400,
      `Cannot draw segments: kind is one of ${SEGMENT_KINDS.join(", ")}, projection as of a map`,
    );
  }
  const listed = Array.isArray(ids) && ids.length > 0 && ids.length <= MOST_SEGMENT_TRACKS &&
    ids.every((id) => typeof id === "string" && id.length <= 64);
  if (!listed) {
    throw new HttpError(400, `Cannot draw segments: ids are 1 to ${MOST_SEGMENT_TRACKS} tracks`);
  }
  if (!(Number.isInteger(every) && Number(every) >= 1 && Number(every) <= MOST_EVERY)) {
    throw new HttpError(400, `Cannot draw segments: every is 1 to ${MOST_EVERY}`);
  }
  return {
    kind: known,
    projection: named,
    ids: [...new Set(ids as string[])],
    every: Number(every),
  };
}
