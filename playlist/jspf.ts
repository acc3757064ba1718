import { mapPath, type PathOptions, pathToUrl, urlToPath } from "./paths.ts";
import type { Entry, Playlist, ReadEntry, ReadPlaylist, Written } from "./playlist.ts";
import { QUERY_REL } from "./xspf.ts";

/** Writes JSPF: XSPF as JSON (xspf.org/jspf). */
export function writeJspf(playlist: Playlist, options: PathOptions = {}): Written {
  const document = {
    playlist: {
      ...(playlist.name === "" ? {} : { title: playlist.name }),
      ...(playlist.query === "" ? {} : { meta: [{ [QUERY_REL]: playlist.query }] }),
      track: playlist.entries.map((entry) => trackOf(entry, options)),
    },
  };
  return { text: JSON.stringify(document, null, 2) + "\n", left: [] };
}

function trackOf(entry: Entry, options: PathOptions): Record<string, unknown> {
  const { title, artist, album, duration } = entry;
  return {
    location: [pathToUrl(mapPath(entry.path, options))],
    ...(title === "" ? {} : { title }),
    ...(artist === "" ? {} : { creator: artist }),
    ...(album === "" ? {} : { album }),
    ...(Number.isFinite(duration) ? { duration: Math.round(duration * 1000) } : {}),
  };
}

/** Reads JSPF. Throws a SyntaxError where it is no JSON or holds no playlist. */
export function readJspf(text: string): ReadPlaylist {
  const playlist = recordIn(recordIn(JSON.parse(text)).playlist);
  if (!Array.isArray(playlist.track)) {
    throw new SyntaxError("Cannot read JSPF: there is no playlist with a list of tracks in it");
  }
  const metas = Array.isArray(playlist.meta) ? playlist.meta.map(recordIn) : [];
  return {
    name: textIn(playlist.title),
    query: textIn(metas.find((meta) => QUERY_REL in meta)?.[QUERY_REL]),
    entries: playlist.track.map(readTrack).filter((entry) => entry.path !== ""),
  };
}

function readTrack(value: unknown): ReadEntry {
  const track = recordIn(value);
  const location = Array.isArray(track.location) ? track.location[0] : track.location;
  const label = [textIn(track.creator), textIn(track.title)].filter((part) => part !== "");
  return {
    path: urlToPath(textIn(location)),
    label: label.join(" - "),
    duration: typeof track.duration === "number" ? track.duration / 1000 : NaN,
  };
}

function recordIn(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}
