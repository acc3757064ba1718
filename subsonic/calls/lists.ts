import { fold, nameKey, seeded, shuffled } from "../../domain/mod.ts";
import type { Call, Calls } from "../call.ts";
import { albumAsFolder, albumEntry, artistEntry, folderEntry, songEntry } from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import { pageOf, required, whole } from "../params.ts";
import type { Album, Shelves } from "../shelves.ts";
import type { Song } from "../songs.ts";

const MOST = 500;
const ALBUM_PAGE = { size: "size", offset: "offset", or: 10, max: MOST } as const;

/** Lists of albums and songs, and search. */
export const LISTS: Calls = {
  getAlbumList: (call) => ({
    albumList: { album: albumPage(call).map((album) => albumAsFolder(album, call)) },
  }),
  getAlbumList2: (call) => ({
    albumList2: { album: albumPage(call).map((album) => albumEntry(album, call)) },
  }),

  getRandomSongs: (call) => {
    const { params } = call;
    const [from, to] = [yearIn(params, "fromYear", -Infinity), yearIn(params, "toYear", Infinity)];
    const genre = params.get("genre");
    const among = genre === null ? call.shelves.songs : songsOfGenre(call, genre);
    const songs = among.filter(({ year }) =>
      (from === -Infinity && to === Infinity) || (year !== undefined && year >= from && year <= to)
    );
    const drawn = drawnFrom(songs, whole(params, "size", { or: 10, max: MOST }));
    return { randomSongs: { song: drawn.map((song) => songEntry(song, call)) } };
  },

  getSongsByGenre: (call) => {
    const songs = songsOfGenre(call, required(call.params, "genre"));
    const page = pageOf(songs, call.params, { ...ALBUM_PAGE, size: "count" });
    return { songsByGenre: { song: page.map((song) => songEntry(song, call)) } };
  },

  search2: (call) => {
    const { folders, albums, songs } = found(call);
    return {
      searchResult2: {
        artist: folders.map(({ id, name }) => ({ id, name })),
        album: albums.map((album) => albumAsFolder(album, call)),
        song: songs.map((song) => songEntry(song, call)),
      },
    };
  },
  search3: (call) => {
    const { artists, albums, songs } = found(call);
    return {
      searchResult3: {
        artist: artists.map((artist) => artistEntry(artist, call)),
        album: albums.map((album) => albumEntry(album, call)),
        song: songs.map((song) => songEntry(song, call)),
      },
    };
  },

  getStarred: (call) => {
    const { folders, albums, songs } = starred(call);
    return {
      starred: {
        artist: folders.map((folder) => {
          const { id, title, starred } = folderEntry(folder, call);
          return { id, name: title, starred };
        }),
        album: albums.map((album) => albumAsFolder(album, call)),
        song: songs.map((song) => songEntry(song, call)),
      },
    };
  },
  getStarred2: (call) => {
    const { artists, albums, songs } = starred(call);
    return {
      starred2: {
        artist: artists.map((artist) => artistEntry(artist, call)),
        album: albums.map((album) => albumEntry(album, call)),
        song: songs.map((song) => songEntry(song, call)),
      },
    };
  },
};

function albumPage(call: Call): readonly Album[] {
  return pageOf(listedAlbums(call, required(call.params, "type")), call.params, ALBUM_PAGE);
}

function listedAlbums(call: Call, type: string): readonly Album[] {
  const { shelves, marks, params } = call;
  const albums = [...shelves.albums.values()];
  const ranked = (weigh: (album: Album) => number) =>
    albums.map((album) => ({ album, weight: weigh(album) })).filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight).map(({ album }) => album);
  const over = (weigh: (song: Song) => number, join: (a: number, b: number) => number) =>
    ranked(({ songs }) => songs.reduce((all, song) => join(all, weigh(song)), 0));
  switch (type) {
    case "alphabeticalByName":
      return albums;
    case "alphabeticalByArtist": {
      const place = new Map([...shelves.artists.keys()].map((id, i) => [id, i]));
      return albums.toSorted((a, b) => place.get(a.artistId)! - place.get(b.artistId)!);
    }
    case "random":
      return drawnFrom(albums, MOST);
    case "newest":
      return ranked(({ created }) => created);
    case "highest":
      return ranked(({ id }) => marks.get(id)?.rating ?? 0);
    case "frequent":
      return over(({ id }) => marks.get(id)?.plays ?? 0, (a, b) => a + b);
    case "recent":
      return over(({ id }) => marks.get(id)?.played ?? 0, Math.max);
    case "starred":
      return ranked(({ id }) => marks.get(id)?.starred ?? 0);
    case "byGenre": {
      const songs = songsOfGenre(call, required(params, "genre"));
      return [...new Set(songs.map((song) => shelves.albumOf.get(song)!))];
    }
    case "byYear": {
      const [from, to] = [Number(required(params, "fromYear")), Number(required(params, "toYear"))];
      const [low, high] = [Math.min(from, to), Math.max(from, to)];
      const within = albums.filter(({ year }) => year !== undefined && year >= low && year <= high)
        .sort((a, b) => a.year! - b.year!);
      return from <= to ? within : within.reverse();
    }
  }
  throw new SubsonicError("generic", `There is no list of albums of type ${type.slice(0, 40)}`);
}

function songsOfGenre({ shelves }: Call, genre: string): readonly Song[] {
  return shelves.genres.get(nameKey(genre))?.songs ?? [];
}

function yearIn(params: URLSearchParams, name: string, or: number): number {
  const given = params.get(name);
  return given === null || !Number.isFinite(Number(given)) ? or : Number(given);
}

function drawnFrom<T>(items: readonly T[], count: number): readonly T[] {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  return shuffled(items, seeded(seed)).slice(0, count);
}

const FOLDED = new WeakMap<Shelves, readonly string[]>();

/** What is searched of each song, folded; kept with the shelves. */
function searchedTexts(shelves: Shelves): readonly string[] {
  let texts = FOLDED.get(shelves);
  if (!texts) {
    texts = shelves.songs.map((song) =>
      fold([song.title, song.artist, shelves.albumOf.get(song)!.name].join("\n"))
    );
    FOLDED.set(shelves, texts);
  }
  return texts;
}

/** What has all words of a search; everything where there is none, as apps ask that keep a copy. */
function found({ shelves, params }: Call) {
  const query = (params.get("query") ?? "").replace(/^"(.*)"$/s, "$1").slice(0, 200);
  const words = fold(query).split(/\s+/).filter((word) => word !== "" && word !== "*");
  const has = (text: string) => words.every((word) => text.includes(word));
  const texts = searchedTexts(shelves);
  const page = (kind: string) =>
    ({ size: `${kind}Count`, offset: `${kind}Offset`, or: 20, max: MOST }) as const;
  const named = <T extends { readonly name: string }>(items: Iterable<T>) =>
    [...items].filter(({ name }) => has(fold(name)));
  return {
    folders: pageOf(named(shelves.folders.values()), params, page("artist")),
    artists: pageOf(named(shelves.artists.values()), params, page("artist")),
    albums: pageOf(
      [...shelves.albums.values()].filter(({ name, artist }) => has(fold(`${name}\n${artist}`))),
      params,
      page("album"),
    ),
    songs: pageOf(shelves.songs.filter((_, i) => has(texts[i]!)), params, page("song")),
  };
}

function starred({ shelves, marks }: Call) {
  const ids = [...marks].filter(([, { starred }]) => starred !== undefined)
    .sort(([, a], [, b]) => b.starred! - a.starred!).map(([id]) => id);
  const among = <T>(things: ReadonlyMap<string, T>) =>
    ids.map((id) => things.get(id)).filter((thing) => thing !== undefined);
  return {
    folders: among(shelves.folders),
    artists: among(shelves.artists),
    albums: among(shelves.albums),
    songs: among(shelves.songById),
  };
}
