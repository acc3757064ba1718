import type { Folder } from "./_folders.ts";
import { artistIdOf } from "./_ids.ts";
import type { Mark, MarksById } from "./marks.ts";
import { type Album, type Artist, creditedOn, type Shelves, sortName } from "./shelves.ts";
import type { Song } from "./songs.ts";
import type { Tree } from "./tree.ts";

/** What entries are written from. */
export interface Seen {
  readonly shelves: Shelves;
  /** Of the user who asks. */
  readonly marks: MarksById;
}

/** Media types of files as they are streamed, by container. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  adts: "audio/aac",
  flac: "audio/flac",
  ogg: "audio/ogg",
  mp4: "audio/mp4",
  wav: "audio/x-wav",
  aiff: "audio/x-aiff",
  matroska: "audio/x-matroska",
  asf: "audio/x-ms-wma",
  ape: "audio/x-ape",
  wavpack: "audio/x-wavpack",
  musepack: "audio/x-musepack",
  dsf: "audio/x-dsf",
  dff: "audio/x-dff",
};

/** Media type of a song's file. */
export function mediaTypeOf({ container }: Pick<Song, "container">): string {
  return MEDIA_TYPES[container] ?? "application/octet-stream";
}

/** A song as the protocol's `Child`. */
export function songEntry(song: Song, { shelves, marks }: Seen): Tree {
  const album = shelves.albumOf.get(song)!;
  const folder = shelves.folderOf.get(song)!;
  const artists = creditedOn(song);
  return {
    id: song.id,
    parent: folder.id,
    isDir: false,
    title: song.title,
    album: album.name,
    artist: song.artist || artists.join(", "),
    track: song.track,
    discNumber: song.disc,
    year: song.year,
    genre: song.genres[0],
    coverArt: song.hasCover ? song.id : album.cover && album.id,
    size: song.size,
    contentType: mediaTypeOf(song),
    suffix: song.path.slice(song.path.lastIndexOf(".") + 1).toLowerCase(),
    duration: Math.round(song.duration),
    bitRate: song.bitRate === undefined ? undefined : Math.round(song.bitRate),
    samplingRate: song.sampleRate || undefined,
    channelCount: song.channels || undefined,
    path: pathWithin(song, folder),
    isVideo: false,
    type: "music",
    mediaType: "song",
    albumId: album.id,
    artistId: artistIdOf(artists[0]!),
    created: timeText(song.added),
    bpm: song.tempo === undefined ? undefined : Math.round(song.tempo),
    sortName: sortName(song.title),
    displayArtist: song.artist || artists.join(", "),
    displayAlbumArtist: album.artist,
    displayComposer: song.composer,
    genres: song.genres.map((name) => ({ name })),
    artists: artists.map((name) => ({ id: artistIdOf(name), name })),
    albumArtists: [{ id: album.artistId, name: album.artist }],
    replayGain: song.gain === undefined
      ? undefined
      : { trackGain: round(song.gain, 2), trackPeak: song.peak && round(song.peak, 6) },
    ...markEntry(marks.get(song.id)),
  };
}

/** An album as the protocol's `AlbumID3`. */
export function albumEntry(album: Album, { marks }: Pick<Seen, "marks">): Tree {
  return {
    id: album.id,
    name: album.name,
    artist: album.artist,
    artistId: album.artistId,
    coverArt: album.cover && album.id,
    songCount: album.songs.length,
    duration: Math.round(album.duration),
    created: timeText(album.created),
    year: album.year,
    genre: album.genres[0],
    genres: album.genres.map((name) => ({ name })),
    artists: [{ id: album.artistId, name: album.artist }],
    displayArtist: album.artist,
    sortName: sortName(album.name),
    isCompilation: album.compilation,
    ...playsEntry(album, marks),
    ...markEntry(marks.get(album.id)),
  };
}

/** An album as a folder, for apps that browse by folders. */
export function albumAsFolder(album: Album, { marks }: Pick<Seen, "marks">): Tree {
  return {
    id: album.id,
    parent: album.artistId,
    isDir: true,
    title: album.name,
    album: album.name,
    artist: album.artist,
    year: album.year,
    genre: album.genres[0],
    coverArt: album.cover && album.id,
    duration: Math.round(album.duration),
    created: timeText(album.created),
    artistId: album.artistId,
    mediaType: "album",
    ...markEntry(marks.get(album.id)),
  };
}

/** A folder as the protocol's `Child`. */
export function folderEntry(folder: Folder, { marks }: Pick<Seen, "marks">): Tree {
  const { id, name, parent } = folder;
  return {
    id,
    parent: parent?.id,
    isDir: true,
    title: name,
    coverArt: folder.songs.find(({ hasCover }) => hasCover)?.id,
    starred: timeText(marks.get(id)?.starred),
    userRating: marks.get(id)?.rating,
  };
}

/** An artist as the protocol's `ArtistID3`. */
export function artistEntry(artist: Artist, { marks }: Pick<Seen, "marks">): Tree {
  return {
    id: artist.id,
    name: artist.name,
    coverArt: artist.albums.some(({ cover }) => cover) ? artist.id : undefined,
    albumCount: artist.albums.length,
    sortName: sortName(artist.name),
    roles: [
      ...(artist.songs.length > 0 ? ["artist"] : []),
      ...(artist.albums.some(({ artistId }) => artistId === artist.id) ? ["albumartist"] : []),
    ],
    starred: timeText(marks.get(artist.id)?.starred),
  };
}

/** A moment as the protocol writes it; `undefined` where there is none. */
export function timeText(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function markEntry(mark: Mark | undefined): Tree {
  if (!mark) return {};
  return {
    starred: timeText(mark.starred),
    userRating: mark.rating,
    ...(mark.plays === undefined ? {} : { playCount: mark.plays, played: timeText(mark.played) }),
  };
}

function playsEntry({ songs }: Album, marks: MarksById): Tree {
  const plays = songs.reduce((sum, { id }) => sum + (marks.get(id)?.plays ?? 0), 0);
  if (plays === 0) return {};
  const last = songs.reduce((last, { id }) => Math.max(last, marks.get(id)?.played ?? 0), 0);
  return { playCount: plays, played: timeText(last) };
}

/** The path of a song from the analysed folder on: where that lies on this machine is nobody's business. */
function pathWithin(song: Song, folder: Folder): string {
  let top = folder;
  while (top.parent) top = top.parent;
  const above = top.path.length - top.name.length;
  return song.path.slice(above).replace(/^\/+/, "");
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
