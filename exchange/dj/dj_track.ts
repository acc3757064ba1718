import {
  type GridPart,
  type Key,
  type KeyNotation,
  type KeyProfile,
  pitchClassOf,
  type Scale,
  SCALES,
  splitStyle,
  STYLES,
  titleOf,
} from "../../domain/mod.ts";
import type { StoredTrack } from "../../store/mod.ts";

/** A track as DJ software is told of it. */
export interface DjTrack {
  readonly stored: StoredTrack;
  readonly title: string;
  readonly key: Key | undefined;
  /** The strongest style and its parent. */
  readonly style: { readonly parent: string; readonly name: string } | undefined;
  readonly tempo: number | undefined;
  /** Empty where no beats are known. */
  readonly grid: readonly GridPart[];
}

/** A playlist as DJ software is told of it. */
export interface DjPlaylist {
  readonly name: string;
  /** Ids; those of tracks that are not written are left out. */
  readonly tracks: readonly string[];
}

/** What is written into a file for DJ software. */
export interface DjExport {
  /** In the order in which they are written, each once. */
  readonly ids: readonly string[];
  /** The tracks of these ids; `undefined` for one that has gone meanwhile. */
  readonly tracks: AsyncIterable<DjTrack | undefined>;
  readonly playlists: readonly DjPlaylist[];
  readonly keys: KeyNotation;
}

/**
 * A stored track for DJ software.
 *
 * @param options.profile Key profile that is asked for the key.
 * @param options.grid Where its beats are; empty where that is not known.
 */
export function djTrack(
  stored: StoredTrack,
  { profile, grid }: { readonly profile: KeyProfile; readonly grid: readonly GridPart[] },
): DjTrack {
  const { values, strong } = stored;
  const style = STYLES[strong.styles?.topClass ?? -1];
  const tempo = values["tempo"];
  return {
    stored,
    title: titleOf(stored),
    key: keyIn(values, profile),
    style: style === undefined ? undefined : splitStyle(style),
    tempo: typeof tempo === "number" ? tempo : undefined,
    grid,
  };
}

function keyIn(values: StoredTrack["values"], profile: KeyProfile): Key | undefined {
  const tonic = pitchClassOf(String(values[`key_${profile}`] ?? ""));
  const scale: Scale | undefined = SCALES.find((scale) => scale === values[`scale_${profile}`]);
  return tonic && scale ? { tonic, scale } : undefined;
}

/** The genre to write: that of the tags, else our style. */
export function genreOf({ stored, style }: DjTrack): string {
  return stored.tags.genres?.[0] ?? style?.name ?? "";
}

/** A moment as a day, `YYYY-MM-DD`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
