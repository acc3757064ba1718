import { fold, nameOf, type TrackId } from "../domain/mod.ts";
import type { Match } from "./draft.ts";

/** What joining needs to know of a track. */
export interface JoinTrack {
  readonly id: TrackId;
  readonly path: string;
  readonly artist?: string | undefined;
  readonly title?: string | undefined;
  readonly genres?: readonly string[] | undefined;
}

/** The tracks that a row means, or why there is none. */
export type Found =
  | { readonly tracks: readonly TrackId[] }
  | { readonly reason: "not in the collection" | "several tracks fit" };

const NOT_THERE: Found = { reason: "not in the collection" };
const SEVERAL: Found = { reason: "several tracks fit" };

/** Finds tracks by id, by the end of their path, by file name, or by artist and title. */
export class TrackIndex {
  readonly tracks: readonly JoinTrack[];
  readonly #byId = new Map<string, number>();
  readonly #byStem = new Map<string, number | number[]>();
  #bySong: Map<string, number | number[]> | undefined;

  constructor(tracks: readonly JoinTrack[]) {
    this.tracks = tracks;
    for (const [at, { id, path }] of tracks.entries()) {
      this.#byId.set(id, at);
      enter(this.#byStem, stemOf(path), at);
    }
  }

  /** The tracks that a row means: several only where they are copies of one content. */
  find(match: Match): Found {
    const byId = match.id === undefined ? undefined : this.#byId.get(match.id);
    if (byId !== undefined) return this.#found([byId]);
    let found = NOT_THERE;
    if (match.path !== undefined) found = this.#byPath(match.path);
    for (const stem of match.stems ?? []) {
      if ("tracks" in found) return found;
      const candidates = listed(this.#byStem.get(stem.toLowerCase()));
      if (candidates.length > 0) found = this.#found(candidates);
    }
    if ("reason" in found && match.song) {
      const candidates = listed(this.#songs().get(songOf(match.song.artist, match.song.title)));
      if (candidates.length > 0) found = this.#found(candidates);
    }
    return found;
  }

  #byPath(path: string): Found {
    const wanted = path.replaceAll("\\", "/").replace(/^(\.?\/)+/, "").toLowerCase();
    const candidates = listed(this.#byStem.get(stemOf(wanted)));
    if (candidates.length === 0) return NOT_THERE;
    const endsWith = (end: string, of: (path: string) => string) =>
      candidates.filter((at) => `/${of(this.tracks[at]!.path.toLowerCase())}`.endsWith(`/${end}`));
    const whole = endsWith(wanted, (path) => path.replaceAll("\\", "/"));
    if (whole.length > 0) return this.#found(whole);
    const bare = endsWith(withoutEnding(wanted), withoutEnding);
    return this.#found(bare.length > 0 ? bare : candidates);
  }

  #found(candidates: readonly number[]): Found {
    const tracks = candidates.map((at) => this.tracks[at]!.id);
    const contents = new Set(tracks.map((id) => id.replace(/-\d+$/, "")));
    return tracks.length === 1 || contents.size === 1 ? { tracks } : SEVERAL;
  }

  #songs(): Map<string, number | number[]> {
    if (this.#bySong) return this.#bySong;
    this.#bySong = new Map();
    for (const [at, { artist, title }] of this.tracks.entries()) {
      if (artist && title) enter(this.#bySong, songOf(artist, title), at);
    }
    return this.#bySong;
  }
}

function enter(map: Map<string, number | number[]>, key: string, at: number): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, at);
  else if (typeof there === "number") map.set(key, [there, at]);
  else there.push(at);
}

function listed(found: number | number[] | undefined): readonly number[] {
  return found === undefined ? [] : typeof found === "number" ? [found] : found;
}

function stemOf(path: string): string {
  return nameOf(path.replaceAll("\\", "/")).toLowerCase();
}

function withoutEnding(path: string): string {
  return path.replaceAll("\\", "/").replace(/\.[a-z0-9]{1,5}$/, "");
}

function songOf(artist: string, title: string): string {
  const plain = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return `${plain(artist)}\n${plain(title)}`;
}
