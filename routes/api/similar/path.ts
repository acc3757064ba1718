import { define } from "../../../define.ts";
import { SPACE_NAMES, spaceNamed } from "../../../domain/mod.ts";
import { pathAnswer } from "../../../library/mod.ts";
import { parseQuery, wholeIn } from "../../../query/mod.ts";
import { MOST_PATH_TRACKS } from "../../../similar/mod.ts";
import { HttpError, shortened } from "../../../web/mod.ts";

const OWN = ["from", "to", "space", "tracks", "per_artist"];

/**
 * A way `from=<id>` `to=<id>` in small even steps through a space, of so many `tracks` and at most
 * `per_artist` of one artist, through what the rest of the parameters asks for.
 */
export const handler = define.handlers({
  async GET({ req, state: { library }, url }) {
    const params = url.searchParams;
    const [from, to] = ["from", "to"].map((name) => params.get(name)?.trim() ?? "");
    if (!from || !to) {
      throw new HttpError(400, "Cannot find a path: the request names no from=<id> and to=<id>");
    }
    for (const id of [from, to]) {
      if (library.collection.row(id) === undefined) {
        throw new HttpError(404, `There is no track ${shortened(id)} in this collection`);
      }
    }
    const asked = params.get("space") ?? undefined;
    const space = spaceNamed(asked);
    if (asked !== undefined && !space) {
      throw new HttpError(400, `Cannot find a path: space is one of ${SPACE_NAMES}`);
    }
    const { query: within, problems: ofQuery } = parseQuery(params, {
      others: (name) => OWN.includes(name) || name.startsWith("view."),
    });
    const problems = [...ofQuery];
    const ofTracks = { name: "tracks", usual: 12, range: [2, MOST_PATH_TRACKS], problems } as const;
    const count = wholeIn(params, ofTracks);
    const perArtist = wholeIn(params, {
      name: "per_artist",
      usual: 1,
      range: [1, count],
      problems,
    });
    const answer = await pathAnswer(library, {
      from,
      to,
      space,
      count,
      perArtist,
      within,
      problems,
      signal: req.signal,
    });
    if (!answer) {
      throw new HttpError(404, "Cannot find a path: no space has a vector of both tracks");
    }
    return Response.json(answer);
  },
});
