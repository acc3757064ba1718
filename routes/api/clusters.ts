import { define } from "../../define.ts";
import { HttpError } from "../../web/mod.ts";
import { clusterRequestIn } from "../_cluster_request.ts";
import { workAddress } from "./_work_address.ts";

/**
 * Clusters of a space as JSON: `space`, `method` (`kmeans`, `hdbscan`), `k` or `size`. 404 as long as nobody
 * has asked for them; POST does, answers 202, and says where the work is followed.
 */
export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const request = clusterRequestIn(url.searchParams, library.spaces.present[0]);
    const found = await library.clusterings.found(request);
    if (!found) throw new HttpError(404, "Nothing is clustered like this yet: POST begins it");
    const { columns } = library.collection.snapshot;
    const { portraits, typical, labels: _, ...figures } = found;
    return Response.json({
      space: request.space,
      ...figures,
      portraits: portraits.map((portrait, i) => ({
        ...portrait,
        typical: typical[i]!.map((row) => columns.ids[row]),
      })),
    });
  },

  POST({ state: { library: { clusterings, spaces } }, url }) {
    const request = clusterRequestIn(url.searchParams, spaces.present[0]);
    void clusterings.start(request);
    return Response.json({ work: workAddress(clusterings.workOf(request)) }, { status: 202 });
  },
});
