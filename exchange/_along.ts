import type { TrackId } from "../domain/mod.ts";
import type { AlongRecord } from "../store/mod.ts";
import { unpackJson } from "./_json.ts";
import { readLines } from "./tsv.ts";

/** One line of `along.ndjson`. */
export interface AlongLine {
  readonly id: TrackId;
  readonly along: AlongRecord;
}

/** The lines of `along.ndjson`, which come in the order of the tracks; some tracks have none. */
export class AlongReader {
  readonly #lines: AsyncGenerator<string>;
  #next: AlongLine | undefined;
  #begun = false;

  constructor(path: string) {
    this.#lines = readLines(path);
  }

  /** What lies along the track of that id. */
  async of(id: string): Promise<AlongRecord | undefined> {
    if (!this.#begun) await this.#advance();
    if (this.#next?.id !== id) return undefined;
    const { along } = this.#next;
    await this.#advance();
    return along;
  }

  async #advance(): Promise<void> {
    this.#begun = true;
    const { value } = await this.#lines.next();
    this.#next = value ? unpackJson(value) as AlongLine : undefined;
  }
}
