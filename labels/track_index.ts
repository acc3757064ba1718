import { fold, nameOf, type TrackId } from "../domain/mod.ts";
import type { Match } from "./draft.ts";
import { PackedTexts } from "./packed_texts.ts";
import { TextPlaces } from "./text_places.ts";

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

const NOT_THERE: Placed = { reason: "not in the collection" };
const SEVERAL: Placed = { reason: "several tracks fit" };

/** Tracks by their places in an index, or why there is none. */
export type Placed =
  | { readonly places: readonly number[]; readonly by: FoundBy }
  | Extract<Found, { readonly reason: string }>;

/**
 * Finds tracks by id, by the end of their path, by file name, or by artist and title. What it knows of a
 * track takes about 150 bytes; one after the other they can be added, and a million fit.
 */
export class TrackIndex {
  readonly #ids = new PackedTexts();
  readonly #paths = new PackedTexts();
  readonly #artists = new PackedTexts();
  readonly #titles = new PackedTexts();
  /** Genres, parted by NUL. */
  readonly #genres = new PackedTexts();
  readonly #byId = new TextPlaces();
  readonly #byStem = new TextPlaces();
  #bySong: TextPlaces | undefined;

  constructor(tracks: Iterable<JoinTrack> = []) {
    for (const track of tracks) this.add(track);
  }

  /** How many tracks there are. */
  get length(): number {
    return this.#ids.length;
  }

  /** Adds a track. */
  add({ id, path, artist, title, genres }: JoinTrack): void {
    this.#byId.push(id);
    this.#byStem.push(stemOf(path));
    this.#ids.push(id);
    this.#paths.push(path);
    this.#artists.push(artist ?? "");
    this.#titles.push(title ?? "");
    this.#genres.push(genres?.join("\0") ?? "");
    this.#bySong = undefined;
  }

  /** All tracks, in the order that they were added. */
  *tracks(): Generator<JoinTrack> {
    for (let place = 0; place < this.length; place++) yield this.#at(place);
  }

  /** The id of the track at a place. */
  idAt(place: number): TrackId {
    return this.#ids.at(place);
  }

  /** The place of the track of that id. */
  placeOf(id: TrackId): number | undefined {
    return this.#byId.find(id, (place) => this.#ids.at(place) === id).at(-1);
  }

  /** The tracks that a row means: several only where they are copies of one content. */
  find(match: Match): Found {
    const placed = this.places(match);
    if ("reason" in placed) return placed;
    return { tracks: placed.places.map((place) => this.#ids.at(place)), by: placed.by };
  }

  /** {@linkcode find}, by places. */
  places(match: Match): Placed {
    const byId = match.id === undefined ? undefined : this.placeOf(match.id);
    if (byId !== undefined) return { places: [byId], by: "id" };
    let found = NOT_THERE;
    if (match.path !== undefined) found = this.#byPath(match.path);
    for (const stem of match.stems ?? []) {
      if ("places" in found) return found;
      const candidates = this.#named(stem.normalize("NFC").toLowerCase());
      if (candidates.length > 0) found = this.#found(candidates, "name");
    }
    const isNamed = "places" in found && found.by === "name" && match.checked === true;
    if (!match.song || ("places" in found && !isNamed)) return found;
    const candidates = this.#sung(songOf(match.song.artist, match.song.title));
    if (candidates.length > 0) return this.#found(candidates, "song");
    return isNamed && this.#isOther(found, match.song) ? NOT_THERE : found;
  }

  #at(place: number): JoinTrack {
    const genres = this.#genres.at(place);
    return {
      id: this.#ids.at(place),
      path: this.#paths.at(place),
      artist: this.#artists.at(place) || undefined,
      title: this.#titles.at(place) || undefined,
      genres: genres === "" ? undefined : genres.split("\0"),
    };
  }

  #named(stem: string): number[] {
    return this.#byStem.find(stem, (place) => stemOf(this.#paths.at(place)) === stem);
  }

  #sung(song: string): number[] {
    if (!this.#bySong) {
      this.#bySong = new TextPlaces();
      for (let place = 0; place < this.length; place++) this.#bySong.push(this.#songAt(place));
    }
    return this.#bySong.find(song, (place) => this.#songAt(place) === song);
  }

  /** Artist and title of a track, empty where it lacks one. */
  #songAt(place: number): string {
    const [artist, title] = [this.#artists.at(place), this.#titles.at(place)];
    return artist === "" || title === "" ? "" : songOf(artist, title);
  }

  /** Whether tracks were tagged with another artist or title. */
  #isOther(
    found: Placed,
    { artist, title }: { readonly artist: string; readonly title: string },
  ): boolean {
    if ("reason" in found) return false;
    const song = songOf(artist, title);
    return found.places.some((place) => !["", song].includes(this.#songAt(place)));
  }

  #byPath(path: string): Placed {
    const wanted = plainPath(path).replace(/^(\.{0,2}\/)+/, "");
    const candidates = this.#named(stemOf(wanted));
    if (candidates.length === 0) return NOT_THERE;
    const paths = candidates.map((place) => plainPath(this.#paths.at(place)));
    const endsWith = (end: string, of: (path: string) => string) =>
      candidates.filter((_, i) => `/${of(paths[i]!)}`.endsWith(`/${end}`));
    const whole = endsWith(wanted, (path) => path);
    if (whole.length > 0) return this.#found(whole, "path");
    const bare = endsWith(withoutEnding(wanted), withoutEnding);
    if (bare.length > 0) return this.#found(bare, "path");
    const shared = paths.map((path) => sharedFolders(path, wanted));
    const most = Math.max(...shared);
    const nearest = candidates.filter((_, i) => shared[i] === most);
    return this.#found(nearest, most > 0 ? "folder" : "name");
  }

  #found(places: readonly number[], by: FoundBy): Placed {
    if (places.length === 1) return { places, by };
    const contents = new Set(places.map((place) => this.#ids.at(place).replace(/-\d+$/, "")));
    return contents.size === 1 ? { places, by } : SEVERAL;
  }
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
