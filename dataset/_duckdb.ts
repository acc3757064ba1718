import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { DataSetError } from "./failure.ts";

/** What is used of `@duckdb/node-api`. */
interface Connection {
  runAndReadAll(sql: string): Promise<{ getRowsJS(): unknown[][] }>;
  stream(sql: string): Promise<AsyncIterable<Chunk>>;
  closeSync(): void;
}

/** Some rows of an answer, by column. */
export interface Chunk {
  readonly rowCount: number;
  getColumnValues(column: number): unknown[];
  getColumnVector(column: number): unknown;
}

/** A column of lists of numbers: which of `childVector.items` are a row's. */
export interface ListColumn {
  readonly validity: { itemValid(row: number): boolean };
  readonly childVector: { readonly items: Float32Array | Int32Array };
  getEntryOffset(row: number): number;
  getEntryLength(row: number): number;
}

/** A column of numbers, all rows of which have one. */
export interface NumberColumn {
  readonly items: ArrayLike<number>;
}

interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options?: Readonly<Record<string, string>>): Promise<{
      connect(): Promise<Connection>;
      closeSync(): void;
    }>;
  };
}

/** An open DuckDB. */
export interface Engine extends Disposable {
  /** The rows of a statement. Throws a DataSetError with what DuckDB says. */
  rows(sql: string): Promise<unknown[][]>;
  /** The same some rows at a time, by column, read as they are asked for. */
  chunks(sql: string): AsyncGenerator<Chunk>;
}

/** Where DuckDB is installed; it is no dependency, as its binding takes 70 MB and few need it. */
const FOLDER = new URL("../engines/duckdb/", import.meta.url);
/** Where it looks for extensions. */
export const EXTENSIONS = fileURLToPath(new URL("extensions", FOLDER));
/** How it is installed. */
export const INSTALL = "deno install --frozen --config engines/duckdb/deno.json";

function load(): DuckDb {
  try {
    return createRequire(FOLDER)("@duckdb/node-api") as DuckDb;
  } catch (cause) {
    throw new DataSetError(
      `Cannot ask a data set: DuckDB is not installed; in Fonoteca's folder, run ${INSTALL} (70 MB)`,
      { cause },
    );
  }
}

/** Whether DuckDB is installed. */
export function hasDuckDb(): boolean {
  try {
    load();
    return true;
  } catch {
    return false;
  }
}

/** Opens DuckDB in memory. Throws a DataSetError where it is not installed. */
export async function openEngine(): Promise<Engine> {
  const instance = await load().DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  return {
    async rows(sql) {
      try {
        return (await connection.runAndReadAll(sql)).getRowsJS();
      } catch (cause) {
        throw failureOf(cause);
      }
    },
    async *chunks(sql) {
      // an answer that is read bit by bit ends with the next statement on its connection
      const own = await instance.connect();
      try {
        yield* await own.stream(sql);
      } catch (cause) {
        throw failureOf(cause);
      } finally {
        own.closeSync();
      }
    },
    [Symbol.dispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function failureOf(cause: unknown): DataSetError {
  const said = cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
  return new DataSetError(`Cannot ask the data set: ${said}`, { cause });
}
