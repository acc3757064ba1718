import { findSonicPath } from "../../library/mod.ts";
import type { Call, Calls } from "../call.ts";
import { artistEntry, songEntry } from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import { required, whole } from "../params.ts";
import type { Song } from "../songs.ts";
import { chosenSpace } from "../space.ts";
import type { Tree } from "../tree.ts";
import { notFound, songNamed } from "./browse.ts";

const MOST = 500;
/** Songs of an artist or an album that neighbours are looked for of. */
const SEEDS = 8;

/** What sounds alike, in the space of the user. */
export const SIMILAR: Calls = {
  getSonicSimilarTracks: async (call) => {
    const song = songNamed(call);
    const count = whole(call.params, "count", { or: 10, max: MOST });
    const near = await nearTo(call, [song], count);
    return { sonicMatch: near.map((match) => matchEntry(match, call)) };
  },

  findSonicPath: async (call) => {
    const { library, params, shelves, req } = call;
    const [from, to] = [songNamed(call, "startSongId"), songNamed(call, "endSongId")];
    const count = whole(params, "count", { or: 25, min: 2, max: MOST });
    const space = await chosenSpace(library, call.who.user);
    const path = from === to ? undefined : await findSonicPath(library, {
      from: from.id,
      to: to.id,
      space,
      count,
      rows: audibleRows(call),
      signal: req.signal,
    });
    if (!path && from !== to) {
      throw new SubsonicError("notFound", "One of the two songs was not analysed in this space");
    }
    const open = await library.spaces.get(path?.space ?? space!);
    const songs = (path?.ids ?? [from.id]).map((id) => shelves.songById.get(id))
      .filter((song) => song !== undefined);
    return {
      sonicMatch: songs.map((song) =>
        matchEntry({
          song,
          similarity: song === from ? 1 : 1 - (open?.distanceOf(from.id, song.id) ?? NaN),
        }, call)
      ),
    };
  },

  getSimilarSongs: async (call) => ({ similarSongs: await similarSongs(call) }),
  getSimilarSongs2: async (call) => ({ similarSongs2: await similarSongs(call) }),

  getArtistInfo: async (call) => ({ artistInfo: await artistInfo(call) }),
  getArtistInfo2: async (call) => ({ artistInfo2: await artistInfo(call) }),
};

/** A song, and how like what was asked for it is: cosine similarity in [-1, 1]. */
interface Match {
  readonly song: Song;
  readonly similarity: number;
}

/** Cosines below 0 are as unlike as the protocol can say: 0; -1 where nothing is known. */
function matchEntry({ song, similarity }: Match, call: Call): Tree {
  return {
    entry: songEntry(song, call),
    similarity: Number.isNaN(similarity)
      ? -1
      : Number(Math.min(1, Math.max(0, similarity)).toFixed(4)),
  };
}

async function similarSongs(call: Call): Promise<Tree> {
  const seeds = seedsOf(call);
  const near = await nearTo(call, seeds, whole(call.params, "count", { or: 50, max: MOST }));
  return { song: near.map(({ song }) => songEntry(song, call)) };
}

async function artistInfo(call: Call): Promise<Tree> {
  const { shelves, params } = call;
  const seeds = seedsOf(call);
  const own = shelves.artists.get(required(params, "id"));
  const count = whole(params, "count", { or: 20, max: 100 });
  const near = await nearTo(call, seeds, MOST);
  const ids = near.flatMap(({ song }) => shelves.albumOf.get(song)!.artistId);
  const artists = [...new Set(ids)].map((id) => shelves.artists.get(id)!)
    .filter((artist) => artist !== own).slice(0, count);
  return { similarArtist: artists.map((artist) => artistEntry(artist, call)) };
}

/** The song that is named, or some of those of the album, artist or folder. */
function seedsOf(call: Call): readonly Song[] {
  const { shelves, params } = call;
  const id = required(params, "id");
  const song = shelves.songById.get(id);
  if (song) return [song];
  const from = shelves.albums.get(id) ?? shelves.artists.get(id) ?? shelves.folders.get(id) ??
    notFound("song, album or artist", id);
  const step = Math.max(1, from.songs.length / SEEDS);
  return Array.from(
    { length: Math.min(SEEDS, from.songs.length) },
    (_, i) => from.songs[Math.floor(i * step)]!,
  );
}

/** The songs nearest to any of the seeds, likest first. */
async function nearTo(
  call: Call,
  seeds: readonly Song[],
  count: number,
): Promise<readonly Match[]> {
  const { library, shelves, who } = call;
  const space = await chosenSpace(library, who.user);
  const open = space && await library.spaces.get(space);
  if (!open || count === 0) return [];
  const best = new Map<Song, number>();
  for (const seed of seeds) {
    const row = open.table.rowOf(seed.id);
    if (row === undefined || open.table.present[row] !== 1) continue;
    const { neighbours } = await open.searchOf(row, { k: count + seeds.length });
    for (const { id, similarity } of neighbours) {
      const song = shelves.songById.get(id);
      if (song) best.set(song, Math.max(best.get(song) ?? -1, similarity));
    }
  }
  for (const seed of seeds) best.delete(seed);
  return [...best].map(([song, similarity]) => ({ song, similarity }))
    .sort((a, b) => b.similarity - a.similarity).slice(0, count);
}

/** Rows of the columns that can be streamed. */
function audibleRows({ library, shelves }: Call): Uint32Array {
  const { ids } = library.collection.columns;
  return Uint32Array.from(ids.flatMap((id, row) => shelves.songById.has(id) ? [row] : []));
}
