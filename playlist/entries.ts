import { type Columns, nameOf } from "../domain/mod.ts";
import type { Entry } from "./playlist.ts";

/** The track of a row as it stands in a playlist; titled by its file name where it has no title. */
export function entryOf(columns: Columns, row: number): Entry {
  const { path, title, artist, album } = columns.texts;
  return {
    id: columns.ids[row]!,
    path: path[row]!,
    title: title[row] || nameOf(path[row]!),
    artist: artist[row] ?? "",
    album: album[row] ?? "",
    duration: columns.numbers.duration?.[row] ?? NaN,
  };
}
