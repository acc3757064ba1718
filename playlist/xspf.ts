import { xmlText } from "../domain/mod.ts";
import { mapPath, type PathOptions, pathToUrl, urlToPath } from "./paths.ts";
import type { Entry, Playlist, ReadEntry, ReadPlaylist, Written } from "./playlist.ts";

const NAMESPACE = "http://xspf.org/ns/0/";
/** Under which the query stands in XSPF and JSPF. */
export const QUERY_REL = "urn:fonoteca:query";

/** Writes XSPF version 1 (xspf.org). Every path fits: locations are URLs. */
export function writeXspf(playlist: Playlist, options: PathOptions = {}): Written {
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<playlist version="1" xmlns="${NAMESPACE}">`,
    ...element("title", playlist.name, "  "),
    ...(playlist.query === ""
      ? []
      : [`  <meta rel="${QUERY_REL}">${xmlText(playlist.query)}</meta>`]),
    "  <trackList>",
    ...playlist.entries.flatMap((entry) => trackLines(entry, options)),
    "  </trackList>",
    "</playlist>",
  ];
  return { text: lines.join("\n") + "\n", left: [] };
}

function trackLines(entry: Entry, options: PathOptions): string[] {
  const duration = Number.isFinite(entry.duration) ? `${Math.round(entry.duration * 1000)}` : "";
  return [
    "    <track>",
    ...element("location", pathToUrl(mapPath(entry.path, options)), "      "),
    ...element("title", entry.title, "      "),
    ...element("creator", entry.artist, "      "),
    ...element("album", entry.album, "      "),
    ...element("duration", duration, "      "),
    "    </track>",
  ];
}

function element(name: string, text: string, indent: string): string[] {
  return text === "" ? [] : [`${indent}<${name}>${xmlText(text)}</${name}>`];
}

/** Whether text is XSPF. */
export function isXspf(text: string): boolean {
  return text.includes(NAMESPACE) && text.includes("<playlist");
}

/** Reads what {@linkcode writeXspf} writes, and XSPF of others as far as it names locations. */
export function readXspf(text: string): ReadPlaylist {
  const [head = "", ...tracks] = text.replace(/<!--[\s\S]*?-->/g, "").split(
    /<track>|<track\s[^>]*>/,
  );
  const entries: ReadEntry[] = tracks.map((track) => {
    const duration = contentOf(track, "duration");
    const [artist, title] = [contentOf(track, "creator"), contentOf(track, "title")];
    return {
      path: urlToPath(contentOf(track, "location")),
      label: [artist, title].filter((part) => part !== "").join(" - "),
      duration: duration === "" ? NaN : Number(duration) / 1000,
    };
  });
  const meta = new RegExp(`<meta rel="${QUERY_REL}">([^<]*)</meta>`).exec(head);
  return {
    name: contentOf(head, "title"),
    query: meta ? unescape(meta[1]!) : "",
    entries: entries.filter((entry) => entry.path !== ""),
  };
}

function contentOf(text: string, name: string): string {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(text);
  return found ? unescape(found[1]!) : "";
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescape(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
