import { readJspf, writeJspf } from "./jspf.ts";
import { isM3u8, readM3u8, writeM3u8 } from "./m3u8.ts";
import type { PathOptions } from "./paths.ts";
import type { Playlist, ReadPlaylist, Written } from "./playlist.ts";
import { isTsv, readTsv, writeTsv } from "./tsv.ts";
import { isXspf, readXspf, writeXspf } from "./xspf.ts";

/** The playlist formats, in the order in which they are offered. */
export const PLAYLIST_FORMATS = ["m3u8", "xspf", "jspf", "tsv"] as const;
/** A playlist format; also the ending of its files. */
export type PlaylistFormat = (typeof PLAYLIST_FORMATS)[number];

/** Media type of each format. */
export const PLAYLIST_MEDIA_TYPES: Readonly<Record<PlaylistFormat, string>> = {
  m3u8: "audio/x-mpegurl; charset=utf-8",
  xspf: "application/xspf+xml; charset=utf-8",
  jspf: "application/jspf+json; charset=utf-8",
  tsv: "text/tab-separated-values; charset=utf-8",
};

const WRITERS = { m3u8: writeM3u8, xspf: writeXspf, jspf: writeJspf, tsv: writeTsv } as const;

/** Writes a playlist in a format. */
export function writePlaylist(
  playlist: Playlist,
  options: PathOptions & { readonly format: PlaylistFormat },
): Written {
  return WRITERS[options.format](playlist, options);
}

/**
 * Reads a playlist of any of the formats, told apart by content. Throws a SyntaxError where it is
 * none of them.
 */
export function readPlaylist(text: string): ReadPlaylist {
  if (isM3u8(text)) return readM3u8(text);
  if (isXspf(text)) return readXspf(text);
  if (isTsv(text)) return readTsv(text);
  if (/^\s*\{/.test(text)) return readJspf(text);
  throw new SyntaxError("Cannot read playlist: it is neither M3U, XSPF, JSPF nor TSV");
}
