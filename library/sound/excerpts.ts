import { createExcerptPool, type Excerpt } from "../../analysis/mod.ts";
import type { Seconds, Track } from "../../domain/mod.ts";
import type { AllowedFiles } from "./_allowed_files.ts";
import { PlaybackError } from "./_playback_error.ts";

/** How much of a track is heard at a transition. */
const LENGTH: Seconds = 8;

/** The first and last seconds of tracks, decoded when asked for. */
export class Excerpts {
  readonly #files: AllowedFiles;
  readonly #pool = createExcerptPool();

  constructor(files: AllowedFiles) {
    this.#files = files;
  }

  /** An end of a track. Throws a {@linkcode PlaybackError} where its file may not be read or decoded. */
  async of({ path, file: { size, modified } }: Track, part: "start" | "end"): Promise<Excerpt> {
    const opened = await this.#files.open({ path, size, modified });
    opened.file.close();
    const outcome = await this.#pool.run({ path: opened.path, part, seconds: LENGTH });
    if ("failed" in outcome) {
      throw new PlaybackError(`This track cannot be decoded: ${outcome.failed.reason}`);
    }
    return outcome.result;
  }

  /** Ends the worker. */
  close(): void {
    this.#pool.close();
  }
}
