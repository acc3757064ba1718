import { define } from "../../define.ts";
import { SPACE_NAMES, spaceNamed } from "../../domain/mod.ts";
import { DISAGREEMENT_NEIGHBOURS } from "../../library/mod.ts";
import { bytesResponse, HttpError } from "../../web/mod.ts";
import { workAddress } from "./_work_address.ts";

/**
 * How much the ten nearest tracks of each track differ in the two spaces `space=…&space=…`: 1 less the
 * share they have in common, a float32 a row of `/api/columns.arrow` of the same version, NaN where a
 * track lacks a vector. The number of neighbours, and the progress of a newer comparison, are JSON in
 * the header `x-fonoteca-disagreement`, with the spaces whose lists are by reduced vectors. As long as there is none the answer is 202, with the progress
 * as JSON, and where the work is followed (`work`); it ends when nobody follows it any more. With
 * `begin=no` nothing is begun, and the answer is 204 where there is none.
 */
export const handler = define.handlers({
  async GET({ req, url, state }) {
    const { disagreements, spaces } = state.library;
    const asked = url.searchParams.getAll("space");
    const [one, other] = asked.map((name) => spaceNamed(name));
    if (asked.length !== 2 || !one || !other || one === other) {
      throw new HttpError(
        400,
        `Cannot compare spaces ${asked.join(" and ") || "that are not named"}: ` +
          `two of ${SPACE_NAMES} are needed`,
      );
    }
    const begin = url.searchParams.get("begin") !== "no";
    const found = await disagreements.state(one, other, { begin });
    if (!found) {
      const there = spaces.present.join(", ") || "none";
      throw new HttpError(404, `No track has a vector in ${one} or ${other}; spaces are: ${there}`);
    }
    const { found: rows, progress } = found;
    const facts = { spaces: [one, other], k: DISAGREEMENT_NEIGHBOURS, progress };
    if (!rows && !begin && progress === undefined) return new Response(null, { status: 204 });
    if (!rows) {
      return Response.json({ ...facts, work: workAddress(disagreements.workOf(one, other)) }, {
        status: 202,
      });
    }
    const { version, current, values, reduced } = rows;
    return await bytesResponse(new Uint8Array(values.buffer), req, {
      headers: {
        "x-fonoteca-version": String(version),
        "x-fonoteca-disagreement": JSON.stringify({
          ...facts,
          current,
          ...(reduced.length > 0 && { reduced }),
        }),
      },
    });
  },
});
