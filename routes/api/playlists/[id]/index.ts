import { define } from "../../../../define.ts";
import { savedPlaylists } from "../../../../library/mod.ts";
import { fieldsIn, playlistOf } from "../../_playlists.ts";

/** One saved playlist: read, changed in the fields given, or deleted and given back once more. */
export const handler = define.handlers({
  async GET({ params, state }) {
    return Response.json({ id: params.id, ...await playlistOf(state.library, params.id!) });
  },

  async PATCH({ params, req, state }) {
    const fields = await fieldsIn(req);
    const before = await playlistOf(state.library, params.id!);
    const playlist = { ...before, ...fields, changed: Date.now() };
    await savedPlaylists(state.library).put(params.id!, playlist);
    return Response.json({ id: params.id, ...playlist });
  },

  async DELETE({ params, state }) {
    const playlist = await playlistOf(state.library, params.id!);
    await savedPlaylists(state.library).delete(params.id!);
    return Response.json({ id: params.id, ...playlist });
  },
});
