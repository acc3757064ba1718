import { define } from "../../../../../define.ts";
import { listeningTests } from "../../../../../library/mod.ts";
import { tracksOf } from "../../../../../listening/mod.ts";
import { HttpError } from "../../../../../web/mod.ts";
import { soundOf } from "../../../_playback.ts";

/** The audio of a track of a trial, named by its place alone, so that nothing says which track it is. */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const test = await listeningTests(library).get(params["id"]!);
    const trial = test?.trials[Number(params["trial"])];
    const track = trial && tracksOf(trial)[Number(params["place"])];
    if (track === undefined) throw new HttpError(404, "There is no such track in this test");
    return await soundOf(library, track, req);
  },
});
