import { define } from "../../../define.ts";
import { savedPlaylists } from "../../../library/mod.ts";
import { HttpError } from "../../../web/mod.ts";
import { fieldsIn } from "../_playlists.ts";

/** The saved playlists: all of them without their tracks, and a new one. */
export const handler = define.handlers({
  async GET({ state }) {
    const found = await savedPlaylists(state.library).list();
    const playlists = found.map(({ id, value: { tracks, ...rest } }) => ({
      id,
      ...rest,
      length: tracks.length,
    }));
    return Response.json({ playlists: playlists.toSorted((a, b) => b.changed - a.changed) });
  },

  async POST({ req, state }) {
    const { name, query = "", tracks = [] } = await fieldsIn(req);
    if (!name) throw new HttpError(400, "Cannot save playlist: it has no name");
    const id = crypto.randomUUID();
    const now = Date.now();
    const playlist = { name, query, tracks, created: now, changed: now };
    await savedPlaylists(state.library).put(id, playlist);
    return Response.json({ id, ...playlist }, { status: 201 });
  },
});
