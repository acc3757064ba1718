import { CHOICES, chosenTracks, parseSimilar } from "../../../similar/mod.ts";
import { define } from "../../../define.ts";
import { compare } from "../../../library/mod.ts";
import { entryOf, PLAYLIST_FORMATS } from "../../../playlist/mod.ts";
import { HttpError } from "../../../web/mod.ts";
import { subjectOf } from "../../_subject.ts";
import { pathsIn, playlistResponse } from "../_playlist_file.ts";

/**
 * Neighbours as a playlist file: the lists of `/api/similar` by the same parameters, `of` says which
 * (first, second, union, intersection), `as` which format.
 */
export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const params = url.searchParams;
    const choice = CHOICES.find((known) => known === (params.get("of") ?? "first"));
    const format = PLAYLIST_FORMATS.find((known) => known === (params.get("as") ?? "m3u8"));
    if (!choice) {
      throw new HttpError(400, `Cannot write playlist: of is one of ${CHOICES.join(", ")}`);
    }
    if (!format) {
      throw new HttpError(
        400,
        `Cannot write playlist: as is one of ${PLAYLIST_FORMATS.join(", ")}`,
      );
    }
    const { request } = parseSimilar(params);
    const subject = subjectOf(library, request);
    if (!subject) {
      throw new HttpError(400, "Cannot write playlist: the request names no track=<id>");
    }
    const answer = await compare(library, { subject, request });
    const { collection } = library;
    const entries = chosenTracks(answer, choice).flatMap(({ id }) => {
      const row = collection.row(id);
      return row === undefined ? [] : [entryOf(collection.columns, row)];
    });
    const name = params.get("name") || `Similar to ${subject.card.title}`;
    return playlistResponse({ name, query: "", entries }, { format, paths: pathsIn(params) });
  },
});
