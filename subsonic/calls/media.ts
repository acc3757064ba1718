import { PlaybackError } from "../../library/mod.ts";
import { attachment, bytesResponse, fileResponse } from "../../web/mod.ts";
import type { Call, Calls } from "../call.ts";
import { mediaTypeOf } from "../entries.ts";
import { SubsonicError } from "../failure.ts";
import { required, whole } from "../params.ts";
import type { Song } from "../songs.ts";
import { notFound, songNamed } from "./browse.ts";

/** Side of the largest picture that is made, pixels. */
const LARGEST_COVER = 2_048;
/** Seconds for which an app may keep a picture. */
const COVER_AGE = 86_400;

/** The sound and the pictures of songs. Files go out as they are, in ranges: nothing is converted. */
export const MEDIA: Calls = {
  stream: (call) => fileOf(call, {}),
  download: (call) =>
    fileOf(call, { "content-disposition": attachment(nameOfFile(songNamed(call))) }),

  getCoverArt: async (call) => {
    const { library, params, req } = call;
    const id = required(params, "id");
    const song = coveredSong(call, id) ?? notFound("cover", id);
    const track = await library.store.getTrack(song.id) ?? notFound("cover", id);
    const size = params.has("size")
      ? whole(params, "size", { or: LARGEST_COVER, min: 16, max: LARGEST_COVER })
      : undefined;
    const cover = await readable(() => library.covers.of(track, size)) ?? notFound("cover", id);
    return await bytesResponse(cover.bytes, req, {
      type: cover.type,
      cacheControl: `private, max-age=${COVER_AGE}`,
    });
  },
};

async function fileOf(call: Call, headers: Readonly<Record<string, string>>): Promise<Response> {
  const { library, req } = call;
  const song = songNamed(call);
  const track = await library.store.getTrack(song.id) ?? notFound("song", song.id);
  const source = await readable(() => library.playback.asItIs(track));
  return await fileResponse(source, req, { type: mediaTypeOf(song), headers });
}

/** The song whose cover stands for a song, album, artist or playlist. */
function coveredSong({ shelves }: Call, id: string): Song | undefined {
  const song = shelves.songById.get(id);
  if (song) return song.hasCover ? song : shelves.albumOf.get(song)?.cover;
  const album = shelves.albums.get(id);
  if (album) return album.cover;
  return shelves.artists.get(id)?.albums.find(({ cover }) => cover)?.cover;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PlaybackError) throw new SubsonicError("notFound", error.message);
    throw error;
  }
}

function nameOfFile({ path }: Song): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
