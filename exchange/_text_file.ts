import { writeAll } from "./npy.ts";

/** Characters gathered before they are written. */
const CHUNK = 1 << 18;

/** A text file written in large pieces. */
export class TextFile {
  readonly #file: Deno.FsFile;
  readonly #encoder = new TextEncoder();
  #pending = "";

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** Makes or empties the file at `path`. */
  static async create(path: string): Promise<TextFile> {
    return new TextFile(await Deno.open(path, { write: true, create: true, truncate: true }));
  }

  /** Adds text at the end. */
  async write(text: string): Promise<void> {
    this.#pending += text;
    if (this.#pending.length >= CHUNK) await this.#flush();
  }

  /** Writes what is left and closes the file. */
  async finish(): Promise<void> {
    await this.#flush();
    this.#file.close();
  }

  async #flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = "";
    await writeAll(this.#file, this.#encoder.encode(text));
  }
}
