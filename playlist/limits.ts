import { artistKeys, type Columns, type Seconds } from "../domain/mod.ts";

/** How much a playlist may hold. */
export interface Limits {
  readonly tracks?: number;
  /** Tracks of one artist, however written (`nameKey`); tracks without an artist are not counted together. */
  readonly perArtist?: number;
  /** Length of the whole; tracks of unknown duration are then left out. */
  readonly duration?: Seconds;
}

/** The rows that fit, in the same order; a track that does not fit is passed over. */
export function limitRows(
  rows: Iterable<number>,
  options: { readonly columns: Columns; readonly limits: Limits },
): Uint32Array {
  const { columns, limits } = options;
  const { tracks = Infinity, perArtist = Infinity, duration = Infinity } = limits;
  const kept: number[] = [];
  const byArtist = new Map<string, number>();
  let seconds = 0;
  const artists = artistKeys(columns.texts);
  for (const row of rows) {
    if (kept.length >= tracks) break;
    const own = artists[row] ?? [];
    if (own.some((artist) => (byArtist.get(artist) ?? 0) >= perArtist)) continue;
    const length = columns.numbers.duration?.[row] ?? NaN;
    if (duration !== Infinity && !(seconds + length <= duration)) continue;
    kept.push(row);
    for (const artist of own) byArtist.set(artist, (byArtist.get(artist) ?? 0) + 1);
    seconds += length;
  }
  return Uint32Array.from(kept);
}
