import { mapPath, type PathOptions } from "./paths.ts";
import type { Playlist, ReadPlaylist, Written } from "./playlist.ts";

const COLUMNS = ["position", "id", "path", "title", "artist", "album", "duration_s"] as const;

/** Writes tab-separated values with a header; tabs, line ends and backslashes as `\t`, `\n`, `\\`. */
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
  const text = [COLUMNS, ...rows].map((row) => row.map(escape).join("\t")).join("\n");
  return { text: text + "\n", left: [] };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\\": "\\\\",
};

function escape(field: string): string {
  return field.replace(/[\t\n\r\\]/g, (char) => ESCAPES[char]!);
}

function unescape(field: string): string {
  return field.replace(
    /\\(.)/g,
    (_, char) => ({ t: "\t", n: "\n", r: "\r" })[char as string] ?? char,
  );
}

/** Whether text begins with the header of {@linkcode writeTsv}. */
export function isTsv(text: string): boolean {
  return text.startsWith(COLUMNS.join("\t"));
}

/** Reads what {@linkcode writeTsv} writes. */
export function readTsv(text: string): ReadPlaylist {
  const [, ...lines] = text.split("\n").filter((line) => line !== "");
  const entries = lines.map((line) => {
    const [, , path = "", title = "", artist = "", , duration = ""] = line.split("\t").map(
      unescape,
    );
    return {
      path,
      label: [artist, title].filter((part) => part !== "").join(" - "),
      duration: duration === "" ? NaN : Number(duration),
    };
  });
  return { name: "", query: "", entries };
}
