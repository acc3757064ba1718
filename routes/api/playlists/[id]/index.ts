import { define } from "../../../../define.ts";
import { savedPlaylists } from "../../../../library/mod.ts";
import { fieldsIn, noPlaylist, playlistOf } from "../../_playlists.ts";

/** One saved playlist: read, changed in the fields given, or deleted and given back once more. */
export const handler = define.handlers({
  async GET({ params, state }) {
    return Response.json({ id: params.id, ...await playlistOf(state.library, params.id!) });
  },

  async PATCH({ params, req, state }) {
    const id = params.id!;
    const fields = await fieldsIn(req);
    const playlist = await savedPlaylists(state.library).update(
      id,
      (before) => ({ ...before, ...fields, changed: Date.now() }),
    );
    return Response.json({ id, ...(playlist ?? noPlaylist(id)) });
  },

  async DELETE({ params, state }) {
    const id = params.id!;
    const playlist = await savedPlaylists(state.library).delete(id) ?? noPlaylist(id);
    return Response.json({ id, ...playlist });
  },
});
