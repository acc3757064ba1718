import { isAbsolute, mapPath, type PathOptions, pathToUrl, urlToPath } from "./paths.ts";
import type { Entry, Playlist, ReadEntry, ReadPlaylist, Written } from "./playlist.ts";

const QUERY = "#FONOTECA-QUERY:";
const NAME = "#PLAYLIST:";
const INFO = "#EXTINF:";

/**
 * Writes extended M3U in UTF-8. The format is one path a line, so a path that holds a line end, or a
 * space at its end (which players strip), is written as a `file:` URL; a relative one cannot be, and
 * is left out and named. VLC takes every line for a URL reference, where `#`, `?` and `%41` have a
 * meaning of their own: absolute paths with these are written as `file:` URLs as well. Relative ones
 * stay plain, as an encoded relative path is read by VLC alone.
 */
export function writeM3u8(playlist: Playlist, options: PathOptions = {}): Written {
  const lines = ["#EXTM3U"];
  const left: { entry: Entry; reason: string }[] = [];
  if (playlist.name !== "") lines.push(NAME + oneLine(playlist.name));
  if (playlist.query !== "") lines.push(QUERY + oneLine(playlist.query));
  for (const entry of playlist.entries) {
    const location = locationOf(mapPath(entry.path, options));
    if (location === undefined) {
      left.push({ entry, reason: "its relative path holds a line end or a space at its end" });
    } else lines.push(INFO + infoOf(entry), location);
  }
  return { text: lines.join("\n") + "\n", left };
}

function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\r\n\u2028\u2029\0]+/g, " ").trim();
}

function infoOf(entry: Entry): string {
  const seconds = Number.isFinite(entry.duration) ? Math.round(entry.duration) : -1;
  return `${seconds},${oneLine(labelOf(entry))}`;
}

/** `artist - title`, as players show it. */
export function labelOf(entry: Pick<Entry, "artist" | "title">): string {
  return [entry.artist, entry.title].filter((part) => part !== "").join(" - ");
}

/** What has a meaning of its own in a URL. */
const URL_SIGNS = /[#?]|%[0-9a-f]{2}/i;

/** A path as a line that no player takes for a comment, a URL or another path. */
function locationOf(path: string): string | undefined {
  if (path === "") return undefined;
  const unfit = /[\r\n\0]|\s$/.test(path);
  if (isAbsolute(path)) return unfit || URL_SIGNS.test(path) ? pathToUrl(path) : path;
  if (unfit) return undefined;
  return /^[#\s\ufeff]|^[a-z][a-z0-9+.-]*:/i.test(path) ? `./${path}` : path;
}

/** Whether text is extended M3U: its first line says so. */
export function isM3u8(text: string): boolean {
  return /^\ufeff?\s*#EXTM3U/.test(text);
}

/** Reads M3U, extended or plain. */
export function readM3u8(text: string): ReadPlaylist {
  const entries: ReadEntry[] = [];
  let name = "";
  let query = "";
  let info: Omit<ReadEntry, "path"> | undefined;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)) {
    if (line.startsWith(NAME)) name = line.slice(NAME.length).trim();
    else if (line.startsWith(QUERY)) query = line.slice(QUERY.length).trim();
    else if (line.startsWith(INFO)) info = readInfo(line.slice(INFO.length));
    if (line.trim() === "" || line.startsWith("#")) continue;
    entries.push({ path: pathIn(line), label: "", duration: NaN, ...info });
    info = undefined;
  }
  return { name, query, entries };
}

function readInfo(text: string): Omit<ReadEntry, "path"> {
  const comma = text.indexOf(",");
  const seconds = Number.parseFloat(comma < 0 ? text : text.slice(0, comma));
  return {
    duration: seconds >= 0 ? seconds : NaN,
    label: comma < 0 ? "" : text.slice(comma + 1).trim(),
  };
}

function pathIn(line: string): string {
  if (/^file:/i.test(line)) return urlToPath(line.trim());
  return line.replace(/^\s+/, "").replace(/^\.\//, "");
}
