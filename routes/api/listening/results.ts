import { define } from "../../../define.ts";
import { findings } from "../../../library/mod.ts";
import { resultsTsv } from "../../../listening/mod.ts";
import { HttpError } from "../../../web/mod.ts";
import { spacePairIn } from "../../_space_pair.ts";

/** All answers to tests of two spaces, and what they say: JSON, or the answers as `as=tsv`. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const params = url.searchParams;
    const format = params.get("as") ?? "json";
    if (format !== "json" && format !== "tsv") {
      throw new HttpError(400, "Cannot export results: as is json or tsv");
    }
    const { results, byStyle, byTempo } = await findings(state.library, spacePairIn(params));
    const name = `listening_${results.spaces.join("_")}.${format}`;
    const headers = { "content-disposition": `attachment; filename="${name}"` };
    if (format === "json") return Response.json({ ...results, byStyle, byTempo }, { headers });
    return new Response(resultsTsv(results), {
      headers: { ...headers, "content-type": "text/tab-separated-values; charset=utf-8" },
    });
  },
});
