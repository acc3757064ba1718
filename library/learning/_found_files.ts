import { rmSync } from "node:fs";
import { join } from "node:path";
import { type FileKind, readKeptHead, unlessUnusable, writeKeptFile } from "../../work/mod.ts";
import type { TrainingFound } from "./training.ts";

const KIND: FileKind = { name: "training", magic: "FONOTRNG", version: 1 };

/** What trainings have found, in a file each, or in memory where there is no folder. */
export class FoundFiles {
  readonly #folder: string | undefined;
  readonly #held = new Map<string, TrainingFound>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  read(id: string): TrainingFound | undefined {
    const held = this.#held.get(id);
    if (held || this.#folder === undefined) return held;
    return unlessUnusable(() =>
      readKeptHead(this.#pathOf(this.#folder!, id), KIND).description as TrainingFound
    );
  }

  write(id: string, found: TrainingFound): void {
    if (this.#folder === undefined) this.#held.set(id, found);
    else writeKeptFile(this.#pathOf(this.#folder, id), KIND, { description: found, numbers: [] });
  }

  remove(id: string): void {
    this.#held.delete(id);
    if (this.#folder !== undefined) this.removeFile(this.#pathOf(this.#folder, id));
  }

  /** Removes a file that lies beside them, where it is there. */
  removeFile(path: string): void {
    rmSync(path, { force: true });
  }

  #pathOf(folder: string, id: string): string {
    return join(folder, `${id}.found`);
  }
}
