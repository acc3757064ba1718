import type { Call, Calls } from "../call.ts";
import { songEntry } from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import { whole } from "../params.ts";
import type { Mark } from "../marks.ts";
import type { Song } from "../songs.ts";
import { notFound, songNamed } from "./browse.ts";

/** The most things that one call marks. */
const MOST_MARKED = 1_000;

/** Stars, ratings and plays, which are kept here for each user. */
export const MARKS: Calls = {
  star: async (call) => {
    const now = Date.now();
    await markAll(call, (before) => ({ ...before, starred: before.starred ?? now }));
    return {};
  },
  unstar: async (call) => {
    await markAll(call, ({ starred: _, ...others }) => others);
    return {};
  },

  setRating: async (call) => {
    const rating = whole(call.params, "rating", { or: -1, max: 5 });
    if (rating < 0) throw new SubsonicError("missing", "Required parameter is missing: rating");
    await markAll(
      call,
      ({ rating: _, ...others }) => rating === 0 ? others : { ...others, rating },
    );
    return {};
  },

  scrobble: async (call) => {
    const { params, who, allMarks, playing } = call;
    const songs = params.getAll("id").slice(0, MOST_MARKED).map((id) => named(call, id));
    if (songs.length === 0) throw new SubsonicError("missing", "Required parameter is missing: id");
    const times = params.getAll("time").map(Number);
    const client = params.get("c")?.slice(0, 64) ?? "";
    for (const [i, { id }] of songs.entries()) {
      const at = pastTime(times[i]);
      if (params.get("submission") === "false") {
        playing.note({ user: who.name, client, track: id, since: Date.now() });
        continue;
      }
      await allMarks.change({ user: who.name, id }, (before) => ({
        ...before,
        plays: (before.plays ?? 0) + 1,
        played: Math.max(at, before.played ?? 0),
      }));
    }
    return {};
  },

  getNowPlaying: (call) => {
    const { playing, shelves } = call;
    const now = Date.now();
    return {
      nowPlaying: {
        entry: playing.at(now).flatMap(({ user, client, track, since }, i) => {
          const song = shelves.songById.get(track);
          return song
            ? [{
              ...songEntry(song, call),
              username: user,
              minutesAgo: Math.floor((now - since) / 60_000),
              playerId: i + 1,
              playerName: client,
            }]
            : [];
        }),
      },
    };
  },

  getTopSongs: (call) => {
    const { params, shelves, marks } = call;
    const artist = shelves.artists.get(params.get("id") ?? "") ??
      [...shelves.artists.values()].find(({ name }) => name === params.get("artist"));
    const plays = ({ id }: Song) => marks.get(id)?.plays ?? 0;
    const played = (artist?.songs ?? []).filter((song) => plays(song) > 0)
      .sort((a, b) => plays(b) - plays(a));
    const top = played.slice(0, whole(params, "count", { or: 50, max: 500 }));
    return { topSongs: { song: top.map((song) => songEntry(song, call)) } };
  },
};

/** Marks all songs, albums, artists and folders that a call names. */
async function markAll(call: Call, change: (before: Mark) => Mark): Promise<void> {
  const { params, who, allMarks } = call;
  const ids = ["id", "albumId", "artistId"].flatMap((name) => params.getAll(name));
  if (ids.length === 0) throw new SubsonicError("missing", "Required parameter is missing: id");
  if (ids.length > MOST_MARKED) {
    throw new SubsonicError("generic", `Cannot mark more than ${MOST_MARKED} at once`);
  }
  for (const id of ids) if (!isThere(call, id)) notFound("song, album, artist or folder", id);
  for (const id of ids) await allMarks.change({ user: who.name, id }, change);
}

function isThere({ shelves }: Call, id: string): boolean {
  return [shelves.songById, shelves.albums, shelves.artists, shelves.folders]
    .some((things) => things.has(id));
}

function named(call: Call, id: string): Song {
  return songNamed({ ...call, params: new URLSearchParams({ id }) });
}

/** When an app says it was played: not in the future, and now where it says nothing of use. */
function pastTime(given: number | undefined): number {
  const now = Date.now();
  return given !== undefined && given > 0 && given <= now ? given : now;
}
