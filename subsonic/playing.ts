import type { TrackId } from "../domain/mod.ts";

/** What a user's app says it plays. */
export interface NowPlaying {
  readonly user: string;
  readonly client: string;
  readonly track: TrackId;
  readonly since: number;
}

/** Milliseconds after which what was said is not now any more. */
const NOW = 20 * 60_000;
const MOST = 200;

/** What is being played, as apps have said; not kept beyond the run of the server. */
export class Playing {
  readonly #now = new Map<string, NowPlaying>();

  /** Notes what an app plays. */
  note(playing: NowPlaying): void {
    const key = `${playing.user}\n${playing.client}`;
    this.#now.delete(key);
    this.#now.set(key, playing);
    for (const oldest of this.#now.keys()) {
      if (this.#now.size <= MOST) break;
      this.#now.delete(oldest);
    }
  }

  /** What is played at a moment, latest first. */
  at(now: number): readonly NowPlaying[] {
    return [...this.#now.values()].filter(({ since }) => now - since < NOW).reverse();
  }
}
