import { playlistHandlers } from "./_playlist_file.ts";

/** The tracks that match a query, as XSPF. */
export const handler = playlistHandlers("xspf");
