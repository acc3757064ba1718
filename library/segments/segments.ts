import { join } from "node:path";
import { createSegmentPool } from "../../analysis/mod.ts";
import {
  ExpectedError,
  NO_AUDIO,
  type SegmentKind,
  type Segments,
  segmentStage,
  type Track,
} from "../../domain/mod.ts";
import type { AllowedFiles } from "../sound/_allowed_files.ts";
import { makeRoom, touch } from "../track/_kept_files.ts";
import { readSegments, writeSegments } from "./_segment_file.ts";

/** Why the segments of a track are not to be had. */
export class SegmentsError extends ExpectedError {
  override readonly name = "SegmentsError";
}

/** Files of segments that nobody asked to keep; those longest unused go first. */
const MOST_PASSING = 400;

/**
 * What networks hear patch by patch along tracks: heard when first asked for, and kept beside the store
 * by the hash of the audio and the model that heard it.
 */
export class TrackSegments {
  readonly #files: AllowedFiles;
  readonly #folder: string | undefined;
  readonly #pool;

  /** @param options.folder Where they are kept; they are heard each time where there is none. */
  constructor({ files, folder, workers = 1 }: {
    readonly files: AllowedFiles;
    readonly folder: string | undefined;
    readonly workers?: number;
  }) {
    this.#files = files;
    this.#folder = folder && join(folder, "segments");
    this.#pool = createSegmentPool(workers);
  }

  /** The segments of a track that are there already. */
  kept(track: Track, kind: SegmentKind): Segments | undefined {
    const [asked, passing] = this.#pathsOf(track, kind);
    return asked && passing ? readSegments(asked) ?? readSegments(passing) : undefined;
  }

  /**
   * The segments of a track, heard where they are not there.
   *
   * @param lasting Whether somebody asked to keep them, so that they never make room for others.
   * @throws {SegmentsError} Where they cannot be heard; a PlaybackError where the file may not be read.
   */
  async of(
    track: Track,
    { kind, lasting = false, signal }: {
      readonly kind: SegmentKind;
      readonly lasting?: boolean;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<Segments> {
    const [asked, passing] = this.#pathsOf(track, kind);
    const there = asked === undefined ? undefined : readSegments(asked);
    if (there) return there;
    const found = (passing === undefined ? undefined : readSegments(passing)) ??
      await this.#hear(track, kind, signal);
    if (lasting && asked) writeSegments(asked, found);
    else if (passing && !await touch(passing)) {
      const folder = join(passing, "..");
      await Deno.mkdir(folder, { recursive: true });
      await makeRoom(folder, MOST_PASSING);
      writeSegments(passing, found);
    }
    return found;
  }

  /** Ends the workers. */
  close(): void {
    this.#pool.close();
  }

  async #hear(
    track: Track,
    kind: SegmentKind,
    signal: AbortSignal | undefined,
  ): Promise<Segments> {
    if (!track.audio) throw new SegmentsError(NO_AUDIO);
    const { path, file: { size, modified } } = track;
    const opened = await this.#files.open({ path, size, modified });
    opened.file.close();
    const job = { path: opened.path, kinds: [kind] };
    const outcome = await this.#pool.run(job, signal ? { signal } : {});
    signal?.throwIfAborted();
    if ("failed" in outcome) throw new SegmentsError(outcome.failed.reason);
    const [found] = outcome.result;
    if (!found) throw new SegmentsError("silent or too short, or the model is not installed");
    return found;
  }

  #pathsOf({ id, file: { hash }, stages }: Track, kind: SegmentKind): string[] {
    if (this.#folder === undefined) return [];
    const stage = segmentStage(kind);
    const by = `${stages[stage]?.by ?? "none"}-${stages[stage]?.version ?? 0}`;
    const name = `${hash === "" ? id : hash.slice(0, 32)}.${kind}.${by}`;
    return [join(this.#folder, name), join(this.#folder, "passing", name)];
  }
}
