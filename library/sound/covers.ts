import { join } from "node:path";
import { type Cover, createCoverPool } from "../../analysis/mod.ts";
import type { Track } from "../../domain/mod.ts";
import { makeRoom, touch } from "../track/_kept_files.ts";
import type { AllowedFiles } from "./_allowed_files.ts";

/** Longest sides that pictures are made of, pixels: the next larger one of what is asked for is given. */
const SIZES = [64, 128, 200, 300, 400, 600, 800, 1_200, 1_600, 2_048];
/** Pictures that are kept, of about 20 kB; the ones longest unused go first. */
const MOST_KEPT = 5_000;
/** How many are kept between two looks at how many there are. */
const LOOKED_AFTER = 100;

/** The covers in the tags of files, made smaller when first asked for and kept beside the store. */
export class Covers {
  readonly #files: AllowedFiles;
  readonly #folder: string | undefined;
  readonly #pool = createCoverPool();
  readonly #making = new Map<string, Promise<Cover | undefined>>();
  #kept = 0;

  /** @param options.folder Where they are kept; they are made each time where there is none. */
  constructor(
    { files, folder }: { readonly files: AllowedFiles; readonly folder: string | undefined },
  ) {
    this.#files = files;
    this.#folder = folder && join(folder, "covers");
  }

  /**
   * The cover of a track, as it lies in the file or with a longest side of about `size` pixels;
   * `undefined` where the file has none. Throws a `PlaybackError` where the file may not be read.
   */
  async of(track: Track, size: number | undefined): Promise<Cover | undefined> {
    if (!track.file.hasCover) return undefined;
    const wanted = size === undefined ? undefined : SIZES.find((made) => made >= size);
    const name = `${track.file.hash.slice(0, 32) || track.id}-${wanted ?? "whole"}`;
    let making = this.#making.get(name);
    if (!making) {
      making = this.#make(track, { size: wanted, name });
      this.#making.set(name, making);
      making.finally(() => this.#making.delete(name)).catch(() => {});
    }
    return await making;
  }

  /** Ends the worker. */
  close(): void {
    this.#pool.close();
  }

  async #make(
    track: Track,
    { size, name }: { readonly size: number | undefined; readonly name: string },
  ): Promise<Cover | undefined> {
    const { path, file: { size: bytes, modified } } = track;
    const opened = await this.#files.open({ path, size: bytes, modified });
    opened.file.close();
    const kept = size !== undefined && this.#folder ? join(this.#folder, `${name}.jpg`) : undefined;
    if (kept && await touch(kept)) return { bytes: await Deno.readFile(kept), type: "image/jpeg" };
    const outcome = await this.#pool.run({ path: opened.path, size });
    const cover = "failed" in outcome ? undefined : outcome.result;
    if (kept && cover?.type === "image/jpeg") await this.#keep(kept, cover);
    return cover;
  }

  async #keep(path: string, { bytes }: Cover): Promise<void> {
    const folder = join(path, "..");
    await Deno.mkdir(folder, { recursive: true });
    if (this.#kept++ % LOOKED_AFTER === 0) await makeRoom(folder, MOST_KEPT - LOOKED_AFTER);
    await Deno.writeFile(`${path}.part`, bytes);
    await Deno.rename(`${path}.part`, path);
  }
}
