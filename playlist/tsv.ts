import { tsvLine, tsvRecords } from "../domain/mod.ts";
import { mapPath, type PathOptions } from "./paths.ts";
import type { Playlist, ReadPlaylist, Written } from "./playlist.ts";

const COLUMNS = ["position", "id", "path", "title", "artist", "album", "duration_s"] as const;

/** Writes tab-separated values with a header, as every TSV file of this program is written. */
export function writeTsv(playlist: Playlist, options: PathOptions = {}): Written {
  const rows = playlist.entries.map((entry, i) => [
    `${i + 1}`,
    entry.id,
    mapPath(entry.path, options),
    entry.title,
    entry.artist,
    entry.album,
    Number.isFinite(entry.duration) ? `${Math.round(entry.duration * 1000) / 1000}` : "",
  ]);
  return { text: [COLUMNS, ...rows].map(tsvLine).join(""), left: [] };
}

/** Whether text begins with the header of {@linkcode writeTsv}. */
export function isTsv(text: string): boolean {
  return text.startsWith(COLUMNS.join("\t"));
}

/** Reads what {@linkcode writeTsv} writes. */
export function readTsv(text: string): ReadPlaylist {
  const [, ...records] = tsvRecords(text);
  const entries = records.map((fields) => {
    const [, , path = "", title = "", artist = "", , duration = ""] = fields;
    return {
      path,
      label: [artist, title].filter((part) => part !== "").join(" - "),
      duration: duration === "" ? NaN : Number(duration),
    };
  });
  return { name: "", query: "", entries };
}
