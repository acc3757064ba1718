import type { Call, Calls } from "../call.ts";
import {
  albumAsFolder,
  albumEntry,
  artistEntry,
  folderEntry,
  songEntry,
  timeText,
} from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import type { Folder } from "../_folders.ts";
import { required } from "../params.ts";
import { type Album, type Artist, headingOf, IGNORED_ARTICLES } from "../shelves.ts";
import type { Song } from "../songs.ts";
import type { Tree } from "../tree.ts";

/** The song that a call names. */
export function songNamed({ shelves, params }: Call, parameter = "id"): Song {
  const id = required(params, parameter);
  return shelves.songById.get(id) ?? notFound("song", id);
}

/** The album that a call names. */
export function albumNamed({ shelves, params }: Call): Album {
  const id = required(params, "id");
  return shelves.albums.get(id) ?? notFound("album", id);
}

/** Tells that there is no such thing. */
export function notFound(what: string, id: string): never {
  throw new SubsonicError("notFound", `There is no ${what} ${id.slice(0, 80)}`);
}

/** By folders and by tags. */
export const BROWSE: Calls = {
  getMusicFolders: ({ shelves }) => ({
    musicFolders: {
      musicFolder: shelves.roots.map(({ name }, i) => ({ id: i + 1, name })),
    },
  }),

  getIndexes: (call) => {
    const { shelves, marks, params } = call;
    const lastModified = shelves.songs.reduce((last, { added }) => Math.max(last, added), 0);
    const since = Number(params.get("ifModifiedSince") ?? 0);
    const indexes = { ignoredArticles: IGNORED_ARTICLES, lastModified };
    if (since >= lastModified && since > 0) return { indexes };
    const folders = shelves.roots.flatMap(({ folders }) => folders);
    return {
      indexes: {
        ...indexes,
        index: indexed(folders, ({ name }) => name, ({ id, name }) => ({
          id,
          name,
          starred: timeText(marks.get(id)?.starred),
          userRating: marks.get(id)?.rating,
        })),
        child: shelves.roots.flatMap(({ songs }) => songs.map((song) => songEntry(song, call))),
      },
    };
  },

  getMusicDirectory: (call) => {
    const { shelves, params } = call;
    const id = required(params, "id");
    const folder = shelves.folders.get(id);
    if (folder) return { directory: directoryOfFolder(folder, call) };
    const artist = shelves.artists.get(id);
    if (artist) return { directory: directoryOfArtist(artist, call) };
    const album = shelves.albums.get(id) ?? notFound("folder", id);
    return { directory: directoryOfAlbum(album, call) };
  },

  getArtists: (call) => ({
    artists: {
      ignoredArticles: IGNORED_ARTICLES,
      index: indexed(
        [...call.shelves.artists.values()],
        ({ name }) => name,
        (artist) => artistEntry(artist, call),
      ),
    },
  }),

  getArtist: (call) => {
    const id = required(call.params, "id");
    const artist = call.shelves.artists.get(id) ?? notFound("artist", id);
    const albums = artist.albums.toSorted((a, b) => (a.year ?? Infinity) - (b.year ?? Infinity));
    return {
      artist: {
        ...artistEntry(artist, call),
        album: albums.map((album) => albumEntry(album, call)),
      },
    };
  },

  getAlbum: (call) => {
    const album = albumNamed(call);
    return {
      album: { ...albumEntry(album, call), song: album.songs.map((song) => songEntry(song, call)) },
    };
  },

  getSong: (call) => ({ song: songEntry(songNamed(call), call) }),

  getGenres: ({ shelves }) => ({
    genres: {
      genre: [...shelves.genres.values()].map(({ name, songs, albums }) => ({
        songCount: songs.length,
        albumCount: albums,
        value: name,
      })),
    },
  }),

  getAlbumInfo: (call) => (albumNamed(call), { albumInfo: {} }),
  getAlbumInfo2: (call) => (albumNamed(call), { albumInfo: {} }),
  getLyrics: () => ({ lyrics: { value: "" } }),
  getLyricsBySongId: (call) => (songNamed(call), { lyricsList: {} }),
};

/** Entries under the headings of an index, in the order of their names. */
function indexed<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  entry: (item: T) => Tree,
): readonly Tree[] {
  const byHeading = Map.groupBy(items, (item) => headingOf(nameOf(item)));
  return [...byHeading].sort(([a], [b]) => a.localeCompare(b, "en")).map(([name, under]) => ({
    name,
    artist: under.map(entry),
  }));
}

function directoryOfFolder(folder: Folder, call: Call): Tree {
  const { id, name, parent, folders, songs } = folder;
  return {
    id,
    parent: parent?.id,
    name,
    starred: timeText(call.marks.get(id)?.starred),
    child: [
      ...folders.map((inner) => folderEntry(inner, call)),
      ...songs.map((song) => songEntry(song, call)),
    ],
  };
}

function directoryOfArtist({ id, name, albums }: Artist, call: Call): Tree {
  return { id, name, child: albums.map((album) => albumAsFolder(album, call)) };
}

function directoryOfAlbum({ id, name, artistId, songs }: Album, call: Call): Tree {
  return { id, parent: artistId, name, child: songs.map((song) => songEntry(song, call)) };
}
