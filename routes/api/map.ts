import { define } from "../../define.ts";
import { projectionNamed, PROJECTIONS, spaceNamed } from "../../domain/mod.ts";
import { MapError } from "../../library/mod.ts";
import { bytesResponse, HttpError, shortened } from "../../web/mod.ts";
import { workAddress } from "./_work_address.ts";

/**
 * A map of one space: float32 pairs, one a row of `/api/columns.arrow` of the same version, NaN where a
 * track has no place. What else is known of the map is JSON in the header `x-fonoteca-map`: its quality,
 * and the progress of a newer map. As long as there is no map at all the answer is 202, with the
 * progress as JSON, and where the work is followed (`work`).
 */
export const handler = define.handlers({
  async GET({ req, url, state }) {
    const { maps, spaces } = state.library;
    const asked = url.searchParams.get("space") ?? spaces.present[0];
    const space = spaceNamed(asked);
    const wanted = url.searchParams.get("projection") ?? "pca";
    const projection = projectionNamed(wanted);
    if (!projection) {
      throw new HttpError(
        400,
        `There is no projection ${shortened(wanted)}; there are ${
          PROJECTIONS.join(", ")
        }, two components such as pca3-5, and raw axes such as raw~tag9~log-tempo`,
      );
    }
    let found = space && await maps.state(space, projection).catch(refused);
    if (space && found && !found.map && /^(pca|std)/.test(projection)) {
      const map = await maps.ready(space, projection).catch(unlessClosed);
      found = { map, progress: undefined };
    }
    if (!space || !found) {
      const there = spaces.present.join(", ") || "none";
      throw new HttpError(404, `No track has a vector in space ${asked}; spaces are: ${there}`);
    }
    const { map, progress } = found;
    if (!map) {
      const work = workAddress(maps.workOf(space, projection));
      return Response.json({ space, projection, progress, work }, { status: 202 });
    }
    const { version, variance, axes, quality, current, reducedTo, coordinates } = map;
    return await bytesResponse(new Uint8Array(coordinates.buffer as ArrayBuffer), req, {
      headers: {
        "x-fonoteca-version": String(version),
        "x-fonoteca-map": JSON.stringify({
          space,
          projection,
          variance,
          axes,
          quality,
          current,
          progress,
          ...(reducedTo !== undefined && { reduced_to: reducedTo }),
        }),
      },
    });
  },
});

function refused(error: unknown): never {
  if (error instanceof MapError) throw new HttpError(409, error.message);
  throw error;
}

/** A map that was under way when the server ended is no fault to report. */
function unlessClosed(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") {
    throw new HttpError(503, "The map is not made: the server ends");
  }
  throw error;
}
