import type { Seconds, TrackId } from "../domain/mod.ts";

/** A track as it stands in a playlist file. */
export interface Entry {
  /** Path of the file on this machine, with `/` between folders. */
  readonly path: string;
  /** Empty where unknown. */
  readonly title: string;
  /** Empty where unknown. */
  readonly artist: string;
  /** Empty where unknown. */
  readonly album: string;
  /** NaN where unknown. */
  readonly duration: Seconds;
  readonly id: TrackId;
}

/** What is written to a playlist file. */
export interface Playlist {
  readonly name: string;
  /** The query that it came from, in its written form; empty for a list made by hand. */
  readonly query: string;
  readonly entries: readonly Entry[];
}

/** A playlist as text. */
export interface Written {
  readonly text: string;
  /** Entries that the format has no way to hold, with why. */
  readonly left: readonly { readonly entry: Entry; readonly reason: string }[];
}

/** An entry as far as a playlist file names it. */
export interface ReadEntry {
  /** Path or URL as it resolves, percent-encoding undone for `file:` URLs. */
  readonly path: string;
  /** What the file calls it; empty where it says nothing. */
  readonly label: string;
  /** NaN where unknown. */
  readonly duration: Seconds;
}

/** What a playlist file said. */
export interface ReadPlaylist {
  readonly name: string;
  /** Empty where it holds none. */
  readonly query: string;
  readonly entries: readonly ReadEntry[];
}
