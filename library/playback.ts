import { join } from "node:path";
import { ExpectedError, type Track } from "../domain/mod.ts";

/** A file to be played: that of a track, or one that was dropped. */
export interface Sound {
  readonly id: string;
  readonly path: string;
  readonly file: Pick<Track["file"], "container" | "codec" | "hash">;
}

/** A file that a browser can play. */
export interface Playable {
  readonly path: string;
  /** Media type. */
  readonly type: string;
}

/** Why a file cannot be played; its message says what to do. */
export class PlaybackError extends ExpectedError {
  override readonly name = "PlaybackError";
}

/** Media types of what browsers play as it is, by `container/codec`, or by container where any codec will do. */
const PLAYED_AS_IS: Readonly<Record<string, string>> = {
  "mp3": "audio/mpeg",
  "adts": "audio/aac",
  "flac": "audio/flac",
  "wav": "audio/wav",
  "ogg/vorbis": "audio/ogg",
  "ogg/opus": "audio/ogg",
  "ogg/flac": "audio/ogg",
  "mp4/aac": "audio/mp4",
  "mp4/mp3": "audio/mp4",
};

/** Converted files that are kept; the ones longest unused go first. */
const MOST_KEPT = 20;

/** Makes files playable: as they are, or converted by the system's `ffmpeg` where it is installed. */
export class Playback {
  readonly #folder: string | undefined;
  readonly #converting = new Map<string, Promise<string>>();

  /** @param folder Where converted files are kept; nothing is converted where there is none. */
  constructor(folder: string | undefined) {
    this.#folder = folder && join(folder, "audio");
  }

  /** A playable file of a sound. Throws a {@linkcode PlaybackError} where there can be none. */
  async of(sound: Sound): Promise<Playable> {
    const { container, codec } = sound.file;
    const type = PLAYED_AS_IS[`${container}/${codec}`] ?? PLAYED_AS_IS[container];
    if (type) return { path: sound.path, type };
    const name = codec === container ? codec : `${codec} in ${container}`;
    if (!this.#folder) throw new PlaybackError(`Browsers cannot play ${name}`);
    let conversion = this.#converting.get(sound.id);
    if (!conversion) {
      conversion = this.#convert(sound, this.#folder, name);
      this.#converting.set(sound.id, conversion);
      conversion.finally(() => this.#converting.delete(sound.id)).catch(() => {});
    }
    return { path: await conversion, type: "audio/mp4" };
  }

  async #convert({ id, path, file }: Sound, folder: string, name: string): Promise<string> {
    const target = join(folder, `${id}-${file.hash.slice(0, 16)}.m4a`);
    if (await touch(target)) return target;
    await Deno.mkdir(folder, { recursive: true });
    await makeRoom(folder);
    const unfinished = `${target}.part`;
    const { success, stderr } = await run([
      "-nostdin",
      "-v",
      "error",
      "-protocol_whitelist",
      "file",
      "-i",
      `file:${path}`,
      ..."-map 0:a:0 -c:a aac -b:a 192k -ac 2 -movflags +faststart -f mp4 -y".split(" "),
      `file:${unfinished}`,
    ], name);
    if (!success) {
      await Deno.remove(unfinished).catch(() => {});
      const said = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
      throw new PlaybackError(
        `Browsers cannot play ${name}, and ffmpeg could not convert it: ${said}`,
      );
    }
    await Deno.rename(unfinished, target);
    return target;
  }
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

/** Whether a file is there; marks it as just used. */
async function touch(path: string): Promise<boolean> {
  try {
    await Deno.utime(path, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
}

async function makeRoom(folder: string): Promise<void> {
  const files: { readonly path: string; readonly used: number }[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    files.push({ path, used: (await Deno.stat(path)).mtime?.getTime() ?? 0 });
  }
  files.sort((a, b) => b.used - a.used);
  for (const { path } of files.slice(MOST_KEPT - 1)) await Deno.remove(path);
}
