import type { Desk } from "./desk.ts";
import type { JobName } from "./job.ts";
import { type Dated, KeptWork } from "./kept_work.ts";

/** How {@linkcode KeptWorks} are kept. */
export interface KeptWorksOptions {
  readonly desk: Desk;
  /** What such work is called; the files of it end so. */
  readonly kind: string;
  /** Where its files are; nothing is kept unless given. */
  readonly folder?: string | undefined;
  /** Works that are held at a time; others are read again from their files. */
  readonly most?: number;
}

/** Works of one kind by id, each with what an earlier run of the program has left in its file. */
export class KeptWorks<Result> {
  readonly #options: KeptWorksOptions;
  readonly #works = new Map<string, KeptWork<Result>>();

  constructor(options: KeptWorksOptions) {
    this.#options = options;
  }

  /** What the work of that id is called among that under way. */
  nameOf(id: string): JobName {
    return { kind: this.#options.kind, id };
  }

  /** The file of the work of that id; undefined where nothing is kept. */
  pathOf(id: string): string | undefined {
    const { folder, kind } = this.#options;
    return folder === undefined ? undefined : `${folder}/${id}.${kind}`;
  }

  /** The work of that id. @param read Reads what its file has, the first time it is asked for */
  get(
    id: string,
    read: (path: string) => Partial<Dated<Result>> | undefined,
  ): KeptWork<Result> {
    const known = this.#works.get(id);
    if (known) return known;
    const { desk, most = Infinity } = this.#options;
    for (const [other, work] of this.#works) {
      if (this.#works.size < most) break;
      if (work.progress === undefined) this.#works.delete(other);
    }
    const path = this.pathOf(id);
    const kept = path === undefined ? undefined : read(path);
    const work = new KeptWork<Result>({ desk, ...this.nameOf(id), kept });
    this.#works.set(id, work);
    return work;
  }

  /** Resolves when no work of that id is under way; rejects as that work does. */
  async settled(id: string): Promise<void> {
    await this.#works.get(id)?.settled();
  }
}
