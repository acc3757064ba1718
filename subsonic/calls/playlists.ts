import { savedPlaylists } from "../../library/mod.ts";
import { MOST_SAVED, type SavedPlaylist } from "../../playlist/mod.ts";
import type { Call, Calls } from "../call.ts";
import { songEntry, timeText } from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import { required } from "../params.ts";
import type { Tree } from "../tree.ts";
import { notFound } from "./browse.ts";

/** The playlists of the page, read and written. */
export const PLAYLISTS: Calls = {
  getPlaylists: async (call) => {
    const all = await savedPlaylists(call.library).list();
    const latestFirst = all.toSorted((a, b) => b.value.changed - a.value.changed);
    return {
      playlists: { playlist: latestFirst.map(({ id, value }) => playlistEntry(id, value, call)) },
    };
  },

  getPlaylist: async (call) => {
    const id = required(call.params, "id");
    const playlist = await savedPlaylists(call.library).get(id) ?? notFound("playlist", id);
    return { playlist: withSongs(id, playlist, call) };
  },

  createPlaylist: async (call) => {
    const { library, params } = call;
    const tracks = songsIn(call, "songId");
    const now = Date.now();
    const given = params.get("playlistId");
    if (given !== null) {
      const name = nameIn(params);
      const changed = await savedPlaylists(library).update(given, (before) => ({
        ...before,
        ...(name === undefined ? {} : { name }),
        tracks: bounded(tracks),
        changed: now,
      }));
      return { playlist: withSongs(given, changed ?? notFound("playlist", given), call) };
    }
    const name = nameIn(params);
    if (name === undefined) throw new SubsonicError("missing", "A playlist has to have a name");
    const id = crypto.randomUUID();
    const playlist = { name, query: "", tracks: bounded(tracks), created: now, changed: now };
    await savedPlaylists(library).put(id, playlist);
    return { playlist: withSongs(id, playlist, call) };
  },

  updatePlaylist: async (call) => {
    const { library, params } = call;
    const id = required(params, "playlistId");
    const added = songsIn(call, "songIdToAdd");
    const removed = new Set(params.getAll("songIndexToRemove").map(Number));
    const [name, comment] = [nameIn(params), params.get("comment")];
    const changed = await savedPlaylists(library).update(id, (before) => ({
      ...before,
      ...(name === undefined ? {} : { name }),
      ...(comment === null ? {} : { comment: comment.slice(0, 1000) }),
      tracks: bounded([...before.tracks.filter((_, i) => !removed.has(i)), ...added]),
      changed: Date.now(),
    }));
    if (!changed) notFound("playlist", id);
    return {};
  },

  deletePlaylist: async ({ library, params }) => {
    const id = required(params, "id");
    if (!await savedPlaylists(library).delete(id)) notFound("playlist", id);
    return {};
  },
};

function nameIn(params: URLSearchParams): string | undefined {
  return params.get("name")?.trim().slice(0, 200) || undefined;
}

/** The songs that a call names, each of which has to be there. */
function songsIn({ params, shelves }: Call, parameter: string): readonly string[] {
  const ids = params.getAll(parameter);
  for (const id of ids) if (!shelves.songById.has(id)) notFound("song", id);
  return ids;
}

function bounded(tracks: readonly string[]): readonly string[] {
  if (tracks.length <= MOST_SAVED) return tracks;
  throw new SubsonicError("generic", `A playlist holds at most ${MOST_SAVED} tracks`);
}

/** Tracks that are no longer in the collection are left out, as on the page; their places stay. */
function withSongs(id: string, playlist: SavedPlaylist, call: Call): Tree {
  const songs = playlist.tracks.map((track) => call.shelves.songById.get(track))
    .filter((song) => song !== undefined);
  return {
    ...playlistEntry(id, playlist, call),
    entry: songs.map((song) => songEntry(song, call)),
  };
}

function playlistEntry(id: string, playlist: SavedPlaylist, { shelves, who }: Call): Tree {
  const songs = playlist.tracks.map((track) => shelves.songById.get(track))
    .filter((song) => song !== undefined);
  return {
    id,
    name: playlist.name,
    comment: playlist.comment,
    owner: who.name,
    public: true,
    songCount: songs.length,
    duration: Math.round(songs.reduce((sum, { duration }) => sum + duration, 0)),
    created: timeText(playlist.created),
    changed: timeText(playlist.changed),
    coverArt: songs.find(({ hasCover }) => hasCover)?.id,
    readonly: false,
  };
}
