import {
  artistsOf,
  type Instant,
  type LoudnessUnits,
  splitStyle,
  STYLES,
  titleOf,
  type TrackId,
} from "../domain/mod.ts";
import type { Revision, Store, StoredTrack } from "../store/mod.ts";

/** What a music app is told of a track, besides what a user has marked. */
export interface Song {
  readonly id: TrackId;
  readonly title: string;
  /** As credited; empty where it is not known. */
  readonly artist: string;
  readonly artists: readonly string[];
  /** Of the tags; empty where there is none. */
  readonly album: string;
  /** Of the tags; empty where there is none. */
  readonly albumArtist: string;
  readonly compilation: boolean;
  readonly composer: string | undefined;
  /** Of the tags; where they have none, our style. */
  readonly genres: readonly string[];
  readonly year: number | undefined;
  readonly track: number | undefined;
  readonly disc: number | undefined;
  readonly path: string;
  readonly size: number;
  readonly container: string;
  readonly duration: number;
  readonly bitRate: number | undefined;
  readonly sampleRate: number;
  readonly channels: number;
  readonly added: Instant;
  readonly hasCover: boolean;
  readonly tempo: number | undefined;
  readonly gain: LoudnessUnits | undefined;
  /** Of full scale; over 1 where it lies between samples. */
  readonly peak: number | undefined;
}

/** Loudness that ReplayGain 2.0 brings tracks to, LUFS. */
const REFERENCE = -18;

/** A stored track as a song; `undefined` where its audio is not on this machine. */
export function songOf(stored: StoredTrack): Song | undefined {
  const { id, path, audio, file, tags, values, strong, added } = stored;
  if (!audio) return undefined;
  const number = (name: string) => {
    const value = values[name];
    return typeof value === "number" ? value : undefined;
  };
  const [loudness, truePeak] = [number("loudness"), number("true_peak")];
  const style = STYLES[strong.styles?.topClass ?? -1];
  const tagged = tags.genres ?? [];
  const named = tagged.length > 0 || style === undefined ? tagged : [splitStyle(style).name];
  return {
    id,
    title: titleOf(stored),
    artist: tags.artist ?? "",
    artists: artistsOf(tags),
    album: tags.album ?? "",
    albumArtist: tags.albumArtist ?? "",
    compilation: tags.compilation === true,
    composer: tags.composer,
    genres: named,
    year: tags.year,
    track: tags.trackNumber,
    disc: tags.discNumber,
    path,
    size: file.size,
    container: file.container,
    duration: file.duration,
    bitRate: file.bitRate,
    sampleRate: file.sampleRate,
    channels: file.channels,
    added,
    hasCover: file.hasCover,
    tempo: number("tempo"),
    gain: loudness === undefined ? undefined : REFERENCE - loudness,
    peak: truePeak === undefined ? undefined : 10 ** (truePeak / 20),
  };
}

/** The songs of a store, read when first asked for and then kept current. */
export class Songs {
  readonly #store: Store;
  readonly #songs = new Map<TrackId, Song>();
  #revision: Revision | undefined;
  #reading: Promise<boolean> | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The songs as they are now. Only read; it is changed by {@linkcode Songs.refresh}. */
  get all(): ReadonlyMap<TrackId, Song> {
    return this.#songs;
  }

  /** Looks at the store; whether any song changed. */
  refresh(): Promise<boolean> {
    this.#reading ??= this.#refresh().finally(() => this.#reading = undefined);
    return this.#reading;
  }

  async #refresh(): Promise<boolean> {
    const revision = await this.#store.revision();
    if (revision === this.#revision) return false;
    if (this.#revision === undefined) {
      await this.#readAll();
      this.#revision = revision;
      return true;
    }
    const changes = await this.#store.changesSince(this.#revision);
    this.#revision = changes.revision;
    if ("reload" in changes) {
      await this.#readAll();
      return true;
    }
    const tracks = await this.#store.getTracks(changes.ids);
    for (const [i, id] of changes.ids.entries()) this.#place(id, tracks[i]);
    return changes.ids.length > 0;
  }

  async #readAll(): Promise<void> {
    this.#songs.clear();
    for await (const track of this.#store.tracks()) this.#place(track.id, track);
  }

  #place(id: TrackId, track: StoredTrack | undefined): void {
    const song = track && songOf(track);
    if (song) this.#songs.set(id, song);
    else this.#songs.delete(id);
  }
}
