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

/** What a track was found by: its id, the whole path, some folders and its name, its name, or artist and title. */
export type FoundBy = "id" | "path" | "folder" | "name" | "song";

/** The tracks that a row means, or why there is none. */
export type Found =
  | { readonly tracks: readonly TrackId[]; readonly by: FoundBy }
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
    if (byId !== undefined) return this.#found([byId], "id");
    let found = NOT_THERE;
    if (match.path !== undefined) found = this.#byPath(match.path);
    for (const stem of match.stems ?? []) {
      if ("tracks" in found) return found;
      const candidates = listed(this.#byStem.get(stem.normalize("NFC").toLowerCase()));
      if (candidates.length > 0) found = this.#found(candidates, "name");
    }
    const isNamed = "tracks" in found && found.by === "name" && match.checked === true;
    if (!match.song || ("tracks" in found && !isNamed)) return found;
    const candidates = listed(this.#songs().get(songOf(match.song.artist, match.song.title)));
    if (candidates.length > 0) return this.#found(candidates, "song");
    return isNamed && this.#isOther(found, match.song) ? NOT_THERE : found;
  }

  /** Whether tracks were tagged with another artist or title. */
  #isOther(
    found: Found,
    { artist, title }: { readonly artist: string; readonly title: string },
  ): boolean {
    if ("reason" in found) return false;
    return found.tracks.some((id) => {
      const track = this.tracks[this.#byId.get(id)!]!;
      return track.artist !== undefined && track.title !== undefined &&
        songOf(track.artist, track.title) !== songOf(artist, title);
    });
  }

  #byPath(path: string): Found {
    const wanted = plainPath(path).replace(/^(\.{0,2}\/)+/, "");
    const candidates = listed(this.#byStem.get(stemOf(wanted)));
    if (candidates.length === 0) return NOT_THERE;
    const pathAt = (at: number) => plainPath(this.tracks[at]!.path);
    const endsWith = (end: string, of: (path: string) => string) =>
      candidates.filter((at) => `/${of(pathAt(at))}`.endsWith(`/${end}`));
    const whole = endsWith(wanted, (path) => path);
    if (whole.length > 0) return this.#found(whole, "path");
    const bare = endsWith(withoutEnding(wanted), withoutEnding);
    if (bare.length > 0) return this.#found(bare, "path");
    const shared = candidates.map((at) => sharedFolders(pathAt(at), wanted));
    const most = Math.max(...shared);
    const nearest = candidates.filter((_, i) => shared[i] === most);
    return this.#found(nearest, most > 0 ? "folder" : "name");
  }

  #found(candidates: readonly number[], by: FoundBy): Found {
    const tracks = candidates.map((at) => this.tracks[at]!.id);
    const contents = new Set(tracks.map((id) => id.replace(/-\d+$/, "")));
    return tracks.length === 1 || contents.size === 1 ? { tracks, by } : SEVERAL;
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

/** A path as it is compared: `/` between folders, without case, accents as one character. */
function plainPath(path: string): string {
  return path.replaceAll("\\", "/").normalize("NFC").toLowerCase();
}

function stemOf(path: string): string {
  return nameOf(plainPath(path));
}

function withoutEnding(path: string): string {
  return path.replace(/\.[a-z0-9]{1,5}$/, "");
}

/** Folders above a file that two paths have in common, counted from the file. */
function sharedFolders(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => path.split("/").slice(0, -1).reverse());
  const differs = one!.findIndex((folder, i) => folder !== other![i]);
  return differs < 0 ? one!.length : differs;
}

function songOf(artist: string, title: string): string {
  const plain = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return `${plain(artist)}\n${plain(title)}`;
}
