import { type Columns, nameKey, numberAt } from "../domain/mod.ts";

/**
 * Loudness of each row's album in LUFS, shape `(n,)`: the mean power of its tracks, each by its duration;
 * NaN where a row has no album or one of its tracks no loudness. It differs from a measure of the whole
 * album in one piece by what the gate of BS.1770 would leave out between loud and quiet tracks.
 */
export function albumLoudness(columns: Columns): Float64Array {
  const { album } = columns.texts;
  const folderOf = (row: number) => columns.texts.path[row]!.replace(/[^/\\]*$/, "");
  const albums = new Map<string, { power: number; seconds: number }>();
  const keys = Array.from(
    { length: columns.length },
    (_, row) => album[row] ? `${nameKey(album[row])}\n${folderOf(row)}` : "",
  );
  for (const [row, key] of keys.entries()) {
    if (key === "") continue;
    const seconds = numberAt(columns, { id: "duration", row });
    const known = albums.get(key) ?? { power: 0, seconds: 0 };
    known.power += seconds * 10 ** (numberAt(columns, { id: "loudness", row }) / 10);
    known.seconds += seconds;
    albums.set(key, known);
  }
  return Float64Array.from(keys, (key) => {
    const found = albums.get(key);
    return found ? 10 * Math.log10(found.power / found.seconds) : NaN;
  });
}
