import { join } from "node:path";
import { createStripPool, type StripJob } from "../../analysis/mod.ts";
import {
  ExpectedError,
  readStrips,
  STRIPS_VERSION,
  type Track,
  type TrackId,
} from "../../domain/mod.ts";
import type { Desk, JobContext, JobName } from "../../work/mod.ts";
import type { AllowedFiles } from "../sound/_allowed_files.ts";
import { makeRoom, touch } from "./_kept_files.ts";

/** Why nothing can be drawn along a file that may be read: it cannot be decoded. */
export class StripsError extends ExpectedError {
  override readonly name = "StripsError";
}

/** What is drawn at a time: all that one decoding gives, or the beats, which take longer. */
export type StripSet = "sound" | "beats";

/**
 * Files that are kept in a folder; the ones longest unused go first. Those of the sound have 1.5 MB; those
 * of the beats have 2 kB and lie in 256 folders, so that the beats of a large collection are all kept.
 */
const MOST_KEPT: Readonly<Record<StripSet, number>> = { sound: 200, beats: 2_000 };

/**
 * Pictures along tracks, drawn when first asked for and kept beside the store by the hash of the audio:
 * a new version of the strips draws them anew.
 */
export class Strips {
  readonly #files: AllowedFiles;
  readonly #folder: string | undefined;
  readonly #desk: Desk;
  readonly #pool = createStripPool();
  /** How many wait for what is drawn, by the id of the work. */
  readonly #waiting = new Map<string, number>();

  /** @param options.folder Where they are kept; they are drawn each time where there is none. */
  constructor(
    { files, folder, desk }: {
      readonly files: AllowedFiles;
      readonly folder: string | undefined;
      readonly desk: Desk;
    },
  ) {
    this.#desk = desk;
    this.#files = files;
    this.#folder = folder;
  }

  /**
   * Strips of a track, as `readStrips` reads them. Throws a {@linkcode StripsError} where
   * it cannot be decoded, a {@linkcode PlaybackError} where its file may not be read.
   *
   * @param signal Aborted where they are not wanted any more; drawing ends when nobody wants them.
   */
  async of(
    track: Track,
    { set, signal }: { readonly set: StripSet; readonly signal: AbortSignal },
  ): Promise<Uint8Array<ArrayBuffer>> {
    const path = this.#pathOf(track, set);
    const kept = path === undefined ? undefined : await readKept(path);
    if (kept) return kept;
    const { path: source, file: { size, modified } } = track;
    const opened = await this.#files.open({ path: source, size, modified });
    opened.file.close();
    const name = this.workOf(track.id, set);
    const begin = () =>
      this.#desk.begin({
        ...name,
        priority: "quick",
        run: async (context) => {
          const drawn = await this.#draw({ ...jobOf(track, set), path: opened.path }, context);
          if (path !== undefined) await keep(path, drawn, MOST_KEPT[set]);
          return drawn;
        },
      });
    try {
      return await this.#awaited(begin(), { name, signal });
    } catch (error) {
      // Whoever waited before has left and ended it just now.
      const wasStopped = error instanceof DOMException && error.name === "AbortError";
      if (!wasStopped || signal.aborted) throw error;
      return await this.#awaited(begin(), { name, signal });
    }
  }

  /** What the drawing of strips is called among the work under way. */
  workOf(track: TrackId, set: StripSet): JobName {
    return { kind: "strips", id: `${track}.${set}` };
  }

  /** Ends the worker. */
  close(): void {
    this.#pool.close();
  }

  #pathOf(track: Track, set: StripSet): string | undefined {
    if (this.#folder === undefined) return undefined;
    const name = nameOf(track);
    const folder = set === "beats" ? join("beats", name.slice(0, 2)) : "strips";
    return join(this.#folder, folder, `${name}.${set}-${STRIPS_VERSION}`);
  }

  async #draw(job: StripJob, { tell, signal }: JobContext): Promise<Uint8Array<ArrayBuffer>> {
    const onStage = (stage: string) => {
      const share = /^draw ([\d.]+)$/.exec(stage)?.[1];
      if (share !== undefined) tell({ fraction: Number(share) });
    };
    const outcome = await this.#pool.run(job, { onStage, signal });
    signal.throwIfAborted();
    if ("result" in outcome) return outcome.result;
    throw new StripsError(`Cannot draw along this track: ${outcome.failed.reason}`);
  }

  async #awaited<Drawn>(
    drawing: Promise<Drawn>,
    { name, signal }: { readonly name: JobName; readonly signal: AbortSignal },
  ): Promise<Drawn> {
    const waiting = this.#waiting;
    waiting.set(name.id, (waiting.get(name.id) ?? 0) + 1);
    const leave = () => {
      signal.removeEventListener("abort", leave);
      const left = waiting.get(name.id)! - 1;
      if (left > 0) return void waiting.set(name.id, left);
      waiting.delete(name.id);
      this.#desk.stop(name);
    };
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    try {
      return await drawing;
    } finally {
      if (!signal.aborted) leave();
    }
  }
}

/** Imported tracks have no hash, and no audio either; the beats also depend on how the tempo was found. */
function nameOf({ id, file: { hash }, stages: { tempo } }: Track): string {
  return `${hash === "" ? id : hash.slice(0, 32)}.${tempo?.by ?? "none"}-${tempo?.version ?? 0}`;
}

function jobOf(track: Track, set: StripSet): Omit<StripJob, "path"> {
  const { duration } = track.file;
  if (set === "sound") return { duration };
  const tempocnn = track.values["tempocnn"];
  return {
    duration,
    tempo: {
      by: track.stages.tempo?.by,
      tempocnn: typeof tempocnn === "number" ? tempocnn : undefined,
    },
  };
}

async function readKept(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!await touch(path)) return undefined;
  const bytes = await Deno.readFile(path);
  return readStrips(bytes) ? bytes : undefined;
}

async function keep(path: string, bytes: Uint8Array, most: number): Promise<void> {
  const folder = join(path, "..");
  await Deno.mkdir(folder, { recursive: true });
  await makeRoom(folder, most);
  await Deno.writeFile(`${path}.part`, bytes);
  await Deno.rename(`${path}.part`, path);
}
