import { fold, nameKey } from "../domain/mod.ts";
import { type Folder, foldersOf } from "./_folders.ts";
import { artistIdOf, idOf, UNKNOWN } from "./_ids.ts";
import type { Song } from "./songs.ts";

/** Songs that were released as one. */
export interface Album {
  readonly id: string;
  readonly name: string;
  readonly artist: string;
  readonly artistId: string;
  /** By disc, number and path. */
  readonly songs: readonly Song[];
  readonly genres: readonly string[];
  readonly year: number | undefined;
  readonly compilation: boolean;
  /** When its latest song was added. */
  readonly created: number;
  readonly duration: number;
  /** The song whose cover stands for it. */
  readonly cover: Song | undefined;
}

/** An artist of songs or albums. */
export interface Artist {
  readonly id: string;
  readonly name: string;
  /** Albums by the artist, or with songs of theirs. */
  readonly albums: readonly Album[];
  readonly songs: readonly Song[];
}

/** A genre, and how much there is of it. */
export interface Genre {
  readonly name: string;
  readonly songs: readonly Song[];
  readonly albums: number;
}

/** All that can be browsed. */
export interface Shelves {
  /** By title. */
  readonly songs: readonly Song[];
  readonly songById: ReadonlyMap<string, Song>;
  readonly albumOf: ReadonlyMap<Song, Album>;
  readonly folderOf: ReadonlyMap<Song, Folder>;
  /** By id, in the order of their names. */
  readonly albums: ReadonlyMap<string, Album>;
  /** By id, in the order of their names. */
  readonly artists: ReadonlyMap<string, Artist>;
  /** By {@linkcode nameKey}, most songs first. */
  readonly genres: ReadonlyMap<string, Genre>;
  readonly folders: ReadonlyMap<string, Folder>;
  /** The folders that were analysed. */
  readonly roots: readonly Folder[];
}

const VARIOUS = "Various Artists";
/** A folder that holds one disc of several: those of one album lie beside each other. */
const DISC = /\/(?:cd|dis[ck])[ _.-]?\d{1,2}$/i;

const order = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** A name to sort by, without an article. */
export function sortName(name: string): string {
  return name.replace(ARTICLES, "");
}

/** The articles that {@linkcode sortName} leaves out, as apps are told. */
export const IGNORED_ARTICLES = "The El La Los Las Le Les";
const ARTICLES = new RegExp(`^(?:${IGNORED_ARTICLES.replaceAll(" ", "|")})\\s+(?=\\S)`, "i");

/** Puts songs on shelves. */
export function shelvesOf(
  unsorted: Iterable<Song>,
  { roots }: { readonly roots: readonly string[] },
): Shelves {
  const songs = sorted([...unsorted], ({ title }) => title);
  const { folders, folderOf, roots: rootFolders } = foldersOf(songs, roots);
  const grouped = Map.groupBy(songs, albumKey);
  const albums = sorted([...grouped].map(([key, songs]) => albumOf(key, songs)), (a) => a.name);
  const albumBySong = new Map(albums.flatMap((album) => album.songs.map((song) => [song, album])));
  return {
    songs,
    songById: new Map(songs.map((song) => [song.id, song])),
    albumOf: albumBySong,
    folderOf,
    albums: new Map(albums.map((album) => [album.id, album])),
    artists: artistsOn(albums),
    genres: genresOf(songs, albumBySong),
    folders,
    roots: rootFolders,
  };
}

function sorted<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items.map((item) => ({ item, name: nameOf(item) }))
    .sort((a, b) => order.compare(a.name, b.name)).map(({ item }) => item);
}

/** The names of an artist of a song, never none. */
export function creditedOn({ artists }: Song): readonly string[] {
  return artists.length > 0 ? artists : [UNKNOWN];
}

function folderPath({ path }: Song): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"))).replace(DISC, "");
}

/**
 * Songs with one key are of one album: one title by one album artist; where none is tagged, one title in
 * one folder. Songs without an album are put together by their folder.
 */
function albumKey(song: Song): string {
  const title = nameKey(song.album);
  if (title === "") return `\n${folderPath(song)}`;
  const by = nameKey(song.albumArtist) || (song.compilation ? VARIOUS : folderPath(song));
  return `${title}\n${by}`;
}

function albumOf(key: string, songs: readonly Song[]): Album {
  const [first] = songs as readonly [Song, ...Song[]];
  const artist = first.albumArtist || commonArtist(songs);
  const folder = folderPath(first);
  return {
    id: idOf("al", key),
    name: first.album || folder.slice(folder.lastIndexOf("/") + 1) || "[Unknown Album]",
    artist,
    artistId: artistIdOf(artist),
    songs: songs.toSorted((a, b) =>
      (a.disc ?? 0) - (b.disc ?? 0) || (a.track ?? Infinity) - (b.track ?? Infinity) ||
      order.compare(a.path, b.path)
    ),
    genres: [...new Set(songs.flatMap(({ genres }) => genres))],
    year: songs.map(({ year }) => year).find((year) => year !== undefined),
    compilation: songs.some(({ compilation }) => compilation),
    created: songs.reduce((latest, { added }) => Math.max(latest, added), 0),
    duration: songs.reduce((sum, { duration }) => sum + duration, 0),
    cover: songs.find(({ hasCover }) => hasCover),
  };
}

function commonArtist(songs: readonly Song[]): string {
  const names = new Set(songs.map((song) => nameKey(creditedOn(song)[0])));
  return names.size === 1 ? creditedOn(songs[0]!)[0]! : VARIOUS;
}

function artistsOn(albums: readonly Album[]): Map<string, Artist> {
  const found = new Map<string, { name: string; albums: Set<Album>; songs: Song[] }>();
  const enter = (name: string) => {
    const id = artistIdOf(name);
    const artist = found.get(id) ?? { name, albums: new Set(), songs: [] };
    found.set(id, artist);
    return artist;
  };
  for (const album of albums) {
    enter(album.artist).albums.add(album);
    for (const song of album.songs) {
      for (const name of creditedOn(song)) {
        const artist = enter(name);
        artist.albums.add(album);
        artist.songs.push(song);
      }
    }
  }
  const artists = [...found].map(([id, { name, albums, songs }]) => ({
    id,
    name,
    albums: [...albums],
    songs,
  }));
  return new Map(
    sorted(artists, ({ name }) => sortName(name)).map((artist) => [artist.id, artist]),
  );
}

function genresOf(
  songs: readonly Song[],
  albumOf: ReadonlyMap<Song, Album>,
): Map<string, Genre> {
  const found = new Map<string, { name: string; songs: Song[]; albums: Set<Album> }>();
  for (const song of songs) {
    for (const name of song.genres) {
      const key = nameKey(name);
      const genre = found.get(key) ?? { name, songs: [], albums: new Set() };
      found.set(key, genre);
      genre.songs.push(song);
      genre.albums.add(albumOf.get(song)!);
    }
  }
  const genres = [...found].map(([key, { name, songs, albums }]) =>
    [key, { name, songs, albums: albums.size }] as const
  );
  return new Map(genres.sort(([, a], [, b]) => b.songs.length - a.songs.length));
}

/** The heading in an index that a name stands under: its first letter, `#` where that is none. */
export function headingOf(name: string): string {
  const letter = fold(sortName(name)).match(/^\p{L}/u)?.[0];
  return letter?.toUpperCase() ?? "#";
}
