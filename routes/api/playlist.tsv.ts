import { playlistHandlers } from "./_playlist_file.ts";

/** The tracks that match a query, as TSV. */
export const handler = playlistHandlers("tsv");
