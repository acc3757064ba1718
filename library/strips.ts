import { join } from "node:path";
import { createStripPool, type StripJob } from "../analysis/mod.ts";
import { readStrips, STRIPS_VERSION, type Track } from "../domain/mod.ts";
import { makeRoom, touch } from "./_kept_files.ts";

/** Why nothing can be drawn along a track; its message says what to do. */
export class StripsError extends Error {
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
  readonly #folder: string | undefined;
  readonly #pool = createStripPool();
  readonly #drawing = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  /** @param folder Where they are kept; they are drawn each time where there is none. */
  constructor(folder: string | undefined) {
    this.#folder = folder && join(folder, "strips");
  }

  /** Strips of a track, as `readStrips` reads them. Throws a {@linkcode StripsError} where there are none. */
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
    await Deno.stat(track.path);
    const outcome = await this.#pool.run(jobOf(track, set));
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

function jobOf(track: Track, set: StripSet): StripJob {
  const { path, file: { duration } } = track;
  if (set === "sound") return { path, duration };
  const tempocnn = track.values["tempocnn"];
  return {
    path,
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
