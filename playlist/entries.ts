import { type Columns, numberAt, titleAt } from "../domain/mod.ts";
import type { Entry } from "./playlist.ts";

/** The track of a row as it stands in a playlist; titled by its file name where it has no title. */
export function entryOf(columns: Columns, row: number): Entry {
  const { path, artist, album } = columns.texts;
  return {
    id: columns.ids[row]!,
    path: path[row]!,
    title: titleAt(columns, row),
    artist: artist[row] ?? "",
    album: album[row] ?? "",
    duration: numberAt(columns, { id: "duration", row }),
  };
}
