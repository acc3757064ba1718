import type { Store } from "../store/mod.ts";
import { inWalkOrder } from "./_walk_order.ts";

/** Paths with the same audio: those of one hash, whichever part they are in. */
export class SharedAudio {
  readonly #first = new Map<string, string>();
  readonly #groups = new Map<string, Set<string>>();

  /** Notes the files of a part. */
  async add(part: Store): Promise<void> {
    for await (const { path, hash } of part.files()) {
      if (hash === "") continue;
      const first = this.#first.get(hash) ?? path;
      this.#first.set(hash, first);
      if (first === path) continue;
      const group = this.#groups.get(hash) ?? new Set([first]);
      this.#groups.set(hash, group.add(path));
    }
  }

  /** The paths with an audio that several have, in the order of a walk; `undefined` where only one has it. */
  pathsOf(hash: string): readonly string[] | undefined {
    const group = this.#groups.get(hash);
    return group && [...group].sort(inWalkOrder);
  }
}
