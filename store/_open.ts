import { dirname } from "node:path";
import { Identity } from "./_identity.ts";
import { keys } from "./_keys.ts";
import { Kv, patiently } from "./_kv.ts";
import { StoreError, storeFailure } from "./failure.ts";
import { isRemote } from "./location.ts";

/** Format of the keys and values. Raise it when a program of the old format would misread them. */
export const SCHEMA = 1;

interface Schema {
  readonly version: number;
}

const SQLITE_MAGIC = "SQLite format 3\0";
const FIRST_PAGE = 4_096;
/** Tables of Deno KV; the first is there before the other while another process makes the file. */
const OWN_TABLES = ["CREATE TABLE migration_state ", "CREATE TABLE kv "];

/** Opens Deno KV at a file path, `:memory:` or an address, and makes sure that a store is there. */
export async function openKv(location: string, { create }: { create: boolean }): Promise<Kv> {
  if (location === "") throw new StoreError("Cannot open the store: its path is empty");
  if (!isRemote(location) && location !== ":memory:") await prepareFile(location, create);
  const opened = await patiently(`open the store ${location}`, () => Deno.openKv(location));
  const kv = new Kv(opened, { location, identity: await Identity.of(location) });
  try {
    await checkSchema(kv);
    return kv;
  } catch (cause) {
    kv.close();
    throw cause;
  }
}

async function prepareFile(path: string, create: boolean): Promise<void> {
  if (create) await makeFolder(dirname(path));
  let head: string;
  try {
    head = await firstPage(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) {
      throw storeFailure(`open the store ${path}`, cause);
    }
    if (create) return;
    throw new StoreError(
      `Cannot open the store ${path}: there is none; make one with deno task analyze <folder>, or name another with --db`,
      { kind: "lost" },
    );
  }
  const foreign = head.includes("CREATE TABLE") && !OWN_TABLES.some((own) => head.includes(own));
  if (head !== "" && (!head.startsWith(SQLITE_MAGIC) || foreign)) {
    throw new StoreError(
      `Cannot open the store ${path}: it is a file of another kind; choose another with --db`,
    );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.stat(folder);
  } catch {
    try {
      await Deno.mkdir(folder, { recursive: true });
    } catch (cause) {
      throw storeFailure(`make the folder ${folder} for the store`, cause);
    }
  }
}

async function firstPage(path: string): Promise<string> {
  if ((await Deno.stat(path)).isDirectory) {
    throw new StoreError(
      `Cannot open the store ${path}: it is a folder; name a file in it with --db`,
    );
  }
  using file = await Deno.open(path);
  const bytes = new Uint8Array(FIRST_PAGE);
  const read = await file.read(bytes) ?? 0;
  return new TextDecoder("latin1").decode(bytes.subarray(0, read));
}

async function checkSchema(kv: Kv): Promise<void> {
  const empty = (await Array.fromAsync(kv.list({ prefix: [] }, { limit: 1 }))).length === 0;
  const schema = await kv.value<Schema>(keys.schema);
  if (schema && schema.version > SCHEMA) {
    throw new StoreError(
      `Cannot read the store ${kv.location}: it has format ${schema.version} and this program reads ${SCHEMA}; update the program or choose another with --db`,
    );
  }
  if (schema) return;
  if (!empty) {
    throw new StoreError(
      `Cannot open the store ${kv.location}: it holds another program's data; choose another with --db`,
    );
  }
  const first = kv.atomic().check({ key: keys.schema, versionstamp: null })
    .set(keys.schema, { version: SCHEMA } satisfies Schema);
  await kv.commit(first);
}
