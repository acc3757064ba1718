import { define } from "../../../define.ts";
import { bytesResponse, HttpError } from "../../../web/mod.ts";
import { spacePairIn } from "../../_space_pair.ts";

/**
 * How much the ten nearest of each track differ between two spaces (`spaces=effnet,musicnn`): float32
 * shares, one a row of `/api/columns.arrow` of the same version, NaN where not known. 202 with
 * `progress` as long as it is being worked out.
 */
export const handler = define.handlers({
  async GET({ req, url, state: { library } }) {
    const pair = spacePairIn(url.searchParams);
    if (!pair) throw new HttpError(400, "Cannot compare: spaces names two different spaces");
    const found = library.disagreements.get(pair);
    if (found.state === "failed") throw new HttpError(404, `Cannot compare: ${found.reason}`);
    if (found.state === "making") {
      return Response.json({ progress: found.progress }, { status: 202 });
    }
    return await bytesResponse(new Uint8Array(found.values.buffer as ArrayBuffer), req, {
      headers: { "x-fonoteca-version": String(found.version) },
    });
  },
});
