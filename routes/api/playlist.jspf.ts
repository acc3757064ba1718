import { playlistHandlers } from "./_playlist_file.ts";

/** The tracks that match a query, as JSPF. */
export const handler = playlistHandlers("jspf");
