import { join } from "node:path";
import { convertToWav, isReadHere, playedAsIs } from "../../analysis/mod.ts";
import type { Track } from "../../domain/mod.ts";
import type { AllowedFiles, OpenedFile } from "./_allowed_files.ts";
import { PlaybackError } from "./_playback_error.ts";
import { makeRoom, touch } from "../track/_kept_files.ts";

/** A file to be played: that of a track, or one that was dropped. */
export interface Sound {
  readonly id: string;
  readonly path: string;
  readonly file: Pick<Track["file"], "container" | "codec" | "hash" | "size" | "modified">;
}

/** An opened file that a browser can play. Whoever asked for it closes it. */
export interface Playable {
  readonly source: OpenedFile;
  /** Media type. */
  readonly type: string;
}

/** Converted files that are kept; the ones longest unused go first. */
const MOST_KEPT = 20;

/** A converted file, and its media type. */
interface Converted {
  readonly path: string;
  readonly type: string;
}

/** What a converted file is: WAV where our own decoders read the original, else what `ffmpeg` writes. */
const CONVERTED = { own: ["wav", "audio/wav"], system: ["m4a", "audio/mp4"] } as const;

/**
 * Makes files playable: as they are where browsers know container and codec, else converted, by our own
 * decoders or by the system's `ffmpeg` where only that can read them.
 */
export class Playback {
  readonly #folder: string | undefined;
  readonly #files: AllowedFiles;
  readonly #converting = new Map<string, Promise<Converted>>();

  /** @param options.folder Where converted files are kept; nothing is converted where there is none. */
  constructor(
    options: { readonly files: AllowedFiles; readonly folder: string | undefined },
  ) {
    this.#files = options.files;
    this.#folder = options.folder && join(options.folder, "audio");
  }

  /** A playable file of a sound, opened. Throws a {@linkcode PlaybackError} where there can be none. */
  async of(sound: Sound): Promise<Playable> {
    const { container, codec, size, modified } = sound.file;
    const source = await this.#files.open({ path: sound.path, size, modified });
    const type = await playedAsIs({ path: source.path, container, codec });
    if (type) return { source, type };
    source.file.close();
    const name = codec === container ? codec : `${codec} in ${container}`;
    if (!this.#folder) throw new PlaybackError(`Browsers cannot play ${name}`);
    let conversion = this.#converting.get(sound.id);
    if (!conversion) {
      conversion = this.#convert({ ...sound, path: source.path }, this.#folder, name);
      this.#converting.set(sound.id, conversion);
      conversion.finally(() => this.#converting.delete(sound.id)).catch(() => {});
    }
    const { path, type: converted } = await conversion;
    return { source: await opened(path), type: converted };
  }

  /** The file of a sound as it is, opened. Throws a {@linkcode PlaybackError} where it may not be read. */
  async asItIs({ path, file: { size, modified } }: Sound): Promise<OpenedFile> {
    return await this.#files.open({ path, size, modified });
  }

  /** Converts a file whose path, links followed, is the allowed one. */
  async #convert(sound: Sound, folder: string, name: string): Promise<Converted> {
    const { id, path, file } = sound;
    const by = isReadHere(file) ? "own" : "system";
    const [ending, type] = CONVERTED[by];
    const target = join(folder, `${id}-${file.hash.slice(0, 16)}.${ending}`);
    if (await touch(target)) return { path: target, type };
    await Deno.mkdir(folder, { recursive: true });
    await makeRoom(folder, MOST_KEPT);
    const job = { path, target: `${target}.part` };
    const failed = by === "own" ? await byOwn(job) : await byFfmpeg(job, name);
    if (failed !== undefined) {
      await Deno.remove(job.target).catch(() => {});
      throw new PlaybackError(
        `Browsers cannot play ${name}, and it could not be converted: ${failed}`,
      );
    }
    const { size, modified } = file;
    try {
      (await this.#files.open({ path, size, modified })).file.close();
    } catch (error) {
      await Deno.remove(job.target).catch(() => {});
      throw error;
    }
    await Deno.rename(job.target, target);
    return { path: target, type };
  }
}

async function opened(path: string): Promise<OpenedFile> {
  const file = await Deno.open(path);
  return { file, info: await file.stat(), path };
}

interface Job {
  readonly path: string;
  readonly target: string;
}

/** Converts by our own decoders; says why not. */
async function byOwn(job: Job): Promise<string | undefined> {
  const outcome = await convertToWav(job);
  return "failed" in outcome ? outcome.failed.reason : undefined;
}

/** Converts by the system's program; says why not. */
async function byFfmpeg({ path, target }: Job, name: string): Promise<string | undefined> {
  const { success, stderr } = await run([
    "-nostdin",
    "-v",
    "error",
    "-protocol_whitelist",
    "file",
    "-i",
    `file:${path}`,
    ..."-map 0:a:0 -c:a aac -b:a 192k -ac 2 -movflags +faststart -f mp4 -y".split(" "),
    `file:${target}`,
  ], name);
  return success ? undefined : new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "";
}

async function run(args: readonly string[], name: string): Promise<Deno.CommandOutput> {
  try {
    return await new Deno.Command("ffmpeg", { args: [...args], stdout: "null", stderr: "piped" })
      .output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new PlaybackError(
      `Browsers cannot play ${name}. Install ffmpeg, and it is converted when you press play`,
    );
  }
}
