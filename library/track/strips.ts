import { join } from "node:path";
import { createStripPool, type StripJob } from "../../analysis/mod.ts";
import { ExpectedError, readStrips, STRIPS_VERSION, type Track } from "../../domain/mod.ts";
import type { AllowedFiles } from "../sound/_allowed_files.ts";
import { makeRoom, touch } from "./_kept_files.ts";

/** Why nothing can be drawn along a file that may be read: it cannot be decoded. */
export class StripsError extends ExpectedError {
  override readonly name = "StripsError";
}

/** What is drawn at a time: all that one decoding gives, or the beats, which take longer. */
export type StripSet = "sound" | "beats";

/** Files of strips that are kept, of about 1.5 MB; the ones longest unused go first. */
const MOST_KEPT = 200;

/**
 * Pictures along tracks, drawn when first asked for and kept beside the store by the hash of the audio:
 * a new version of the strips draws them anew.
 */
export class Strips {
  readonly #files: AllowedFiles;
  readonly #folder: string | undefined;
  readonly #pool = createStripPool();
  readonly #drawing = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  /** @param options.folder Where they are kept; they are drawn each time where there is none. */
  constructor(
    { files, folder }: { readonly files: AllowedFiles; readonly folder: string | undefined },
  ) {
    this.#files = files;
    this.#folder = folder && join(folder, "strips");
  }

  /**
   * Strips of a track, as `readStrips` reads them. Throws a {@linkcode StripsError} where
   * it cannot be decoded, a {@linkcode PlaybackError} where its file may not be read.
   */
  async of(track: Track, set: StripSet): Promise<Uint8Array<ArrayBuffer>> {
    const name = `${nameOf(track)}.${set}-${STRIPS_VERSION}`;
    let drawing = this.#drawing.get(name);
    if (!drawing) {
      drawing = this.#draw(track, set, name);
      this.#drawing.set(name, drawing);
      drawing.finally(() => this.#drawing.delete(name)).catch(() => {});
    }
    return await drawing;
  }

  /** Ends the worker. */
  close(): void {
    this.#pool.close();
  }

  async #draw(track: Track, set: StripSet, name: string): Promise<Uint8Array<ArrayBuffer>> {
    const path = this.#folder && join(this.#folder, name);
    const kept = path === undefined ? undefined : await readKept(path);
    if (kept) return kept;
    const { path: source, file: { size, modified } } = track;
    const opened = await this.#files.open({ path: source, size, modified });
    opened.file.close();
    const outcome = await this.#pool.run({ ...jobOf(track, set), path: opened.path });
    if ("failed" in outcome) {
      throw new StripsError(`Cannot draw along this track: ${outcome.failed.reason}`);
    }
    if (path !== undefined) await keep(path, outcome.result);
    return outcome.result;
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

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const folder = join(path, "..");
  await Deno.mkdir(folder, { recursive: true });
  await makeRoom(folder, MOST_KEPT);
  await Deno.writeFile(`${path}.part`, bytes);
  await Deno.rename(`${path}.part`, path);
}
