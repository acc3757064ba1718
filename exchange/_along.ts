import type { TrackId } from "../domain/mod.ts";
import type { AlongRecord } from "../store/mod.ts";
import { unpackJson } from "./_json.ts";
import { ExchangeError } from "./failure.ts";
import { readLines } from "./tsv.ts";

/** One line of `along.ndjson`. */
export interface AlongLine {
  readonly id: TrackId;
  readonly along: AlongRecord;
}

/** The lines of `along.ndjson`, which come in the order of the tracks; some tracks have none. */
export class AlongReader {
  readonly #path: string;
  readonly #lines: AsyncGenerator<string>;
  #next: AlongLine | undefined;
  #line = 0;

  constructor(path: string) {
    this.#path = path;
    this.#lines = readLines(path);
  }

  /** What lies along the track of that id. Throws an ExchangeError where the next line is not JSON. */
  async of(id: string): Promise<AlongRecord | undefined> {
    if (this.#line === 0) await this.#advance();
    if (this.#next?.id !== id) return undefined;
    const { along } = this.#next;
    await this.#advance();
    return along;
  }

  /** Throws an ExchangeError where a line is left that no track has asked for. */
  async end(): Promise<void> {
    if (this.#line === 0) await this.#advance();
    if (!this.#next) return;
    const id = JSON.stringify(this.#next.id);
    throw new ExchangeError(
      `Cannot import ${this.#path}: line ${this.#line} is of track ${id}, which is not in the table, ` +
        "or not in its order",
    );
  }

  async #advance(): Promise<void> {
    const { value } = await this.#lines.next();
    this.#line++;
    try {
      this.#next = value ? unpackJson(value) as AlongLine : undefined;
    } catch (cause) {
      throw new ExchangeError(`Cannot import ${this.#path}: line ${this.#line} is not JSON`, {
        cause,
      });
    }
  }
}
