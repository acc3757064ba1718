import { DatabaseSync } from "node:sqlite";
import { LabelError } from "../failure.ts";
import type { SourceFiles } from "../files.ts";

const MAGIC = "SQLite format 3\0";
/** Where a file says that it is written by way of a log; 1 says that it is not. */
const LOG_BYTES = [18, 19];
const MOST_BYTES = 2e9;

/** What a column of SQLite holds, as text. */
export type SqlRow = Readonly<Record<string, string | undefined>>;

/**
 * A database that was read whole into memory, so that nothing is written beside the one that it was
 * read from. What another program has in its log (`-wal`) alone is not seen.
 */
export class Database {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** `undefined` where the only file is no SQLite database. Throws a LabelError where it is damaged or too large. */
  static async in(files: SourceFiles): Promise<Database | undefined> {
    const [name, another] = files.names;
    if (name === undefined || another !== undefined) return undefined;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of await files.open(name)) {
      if (size === 0 && !new TextDecoder().decode(chunk.subarray(0, 16)).startsWith(MAGIC)) {
        return undefined;
      }
      size += chunk.length;
      if (size > MOST_BYTES) throw new LabelError(`Cannot read ${name}: it is larger than 2 GB`);
      chunks.push(chunk);
    }
    if (size === 0) return undefined;
    const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    for (const at of LOG_BYTES) bytes[at] = 1;
    const db = new DatabaseSync(":memory:") as DatabaseSync & {
      deserialize(bytes: Uint8Array): void;
    };
    try {
      db.deserialize(bytes);
      db.prepare("select count(*) from sqlite_master").get();
    } catch (cause) {
      throw new LabelError(`Cannot read ${name}: the database is damaged`, { cause });
    }
    return new Database(db);
  }

  /** The columns of a table, in lower case; none where there is no such table. */
  columnsOf(table: string): readonly string[] {
    return this.rows(`pragma table_info("${table.replaceAll('"', '""')}")`)
      .map(({ name }) => name!.toLowerCase());
  }

  /** The rows of a query; bytes are read as UTF-8, what is null or empty is `undefined`. */
  rows(sql: string): readonly SqlRow[] {
    return this.#db.prepare(sql).all().map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)]))
    );
  }
}

function textOf(value: unknown): string | undefined {
  if (value === null) return undefined;
  const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
  return text === "" ? undefined : text;
}
