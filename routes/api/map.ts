import { define } from "../../define.ts";
import { SPACES } from "../../domain/mod.ts";
import { bytesResponse, HttpError } from "../../web/mod.ts";

/**
 * A map of one space: float32 pairs, one a row of `/api/columns.arrow` of the same version, NaN where a
 * track has no vector. What else is known of the map is JSON in the header `x-fonoteca-map`.
 */
export const handler = define.handlers({
  async GET({ req, url, state }) {
    const { maps, spaces } = state.library;
    const asked = url.searchParams.get("space") ?? spaces.present[0];
    const space = SPACES.find((known) => known === asked);
    const projection = url.searchParams.get("projection") ?? "pca";
    if (projection !== "pca") {
      throw new HttpError(400, `There is no projection ${projection}; there is pca`);
    }
    const map = space && await maps.pca(space);
    if (!map) {
      const there = spaces.present.join(", ") || "none";
      throw new HttpError(404, `No track has a vector in space ${asked}; spaces are: ${there}`);
    }
    const { version, variance, coordinates } = map;
    return await bytesResponse(new Uint8Array(coordinates.buffer as ArrayBuffer), req, {
      headers: {
        "x-fonoteca-version": String(version),
        "x-fonoteca-map": JSON.stringify({ space, projection, variance }),
      },
    });
  },
});
