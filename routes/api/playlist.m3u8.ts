import { playlistHandlers } from "./_playlist_file.ts";

/** The tracks that match a query, as M3U8. */
export const handler = playlistHandlers("m3u8");
