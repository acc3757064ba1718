import { fileURLToPath } from "node:url";
import { createArchive } from "../archive/mod.ts";
import { isInObjectStorage } from "../dataset/location.ts";
import { DataSet } from "../dataset/mod.ts";
import { ExpectedError, plural } from "../domain/mod.ts";
import { openLibrary, openLibraryOver } from "../library/mod.ts";
import { createApp } from "../main.ts";
import { type CommandSpec, runCommand, UsageError } from "./_args.ts";
import { isBlockedPort } from "./_blocked_ports.ts";
import { parentInstaller, tellParent } from "./_install_channel.ts";
import { DEFAULT_DB, type Store } from "../store/mod.ts";
import { subsonicUsers } from "../subsonic/mod.ts";
import { readStorage } from "./_object_storage.ts";
import { SERVE_OPTIONS } from "./_serve_options.ts";
import { invitation, readVisitors, type Visitors } from "./_visitors.ts";
import { numbersIn } from "./_vectors_option.ts";

const SPEC: CommandSpec = {
  name: "start",
  summary: "Serves the dashboards of a collection.",
  options: SERVE_OPTIONS,
  examples: [
    "deno task start",
    "deno task start --db data/all.kv --port 9000",
    "deno task start --host 0.0.0.0",
    "deno task start --allow-host music.example.org",
    "deno task start --host 0.0.0.0 --subsonic",
    "deno task start --data /nas/data-set --port 8001",
    "deno task start --data /nas/data-set --db https://kv.example.org",
    "AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… deno task start --data s3://bucket/data-set",
  ],
};

/** Beyond so many tracks a browser has not the memory for their columns. */
const MOST_COLUMNS = 5_000_000;

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The server cannot listen, and why. */
class ListenError extends ExpectedError {
  override readonly name = "ListenError";
}

function listenErrorOf(error: unknown, address: string): unknown {
  if (error instanceof Deno.errors.AddrInUse) {
    return new ListenError(
      `Cannot listen on ${address}: the port is in use; choose another with --port`,
    );
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return new ListenError(`Cannot listen on ${address}: this machine has no such address`);
  }
  if (error instanceof Error && /lookup address/.test(error.message)) {
    return new ListenError(
      `Cannot listen on ${address}: no address is known by this name; choose another with --host`,
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new ListenError(
      `Cannot listen on ${address}: the system does not allow it; choose a port above 1023`,
    );
  }
  return error;
}

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const visitors = readVisitors(read);
    const { hostname } = visitors;
    const port = read.whole("port", { min: 0, max: 65535 })!;
    if (isBlockedPort(port)) {
      throw new UsageError(
        `Cannot serve pages at port ${port}: browsers open none there, as it is kept for another ` +
          "service; choose another with --port, such as 8000",
      );
    }
    const db = read.text("db")!;
    const data = read.text("data");
    const vite = Deno.env.get("FONOTECA_VITE");
    const options = { wholeUpTo: numbersIn(read), allowed: read.texts("allow") };
    using set = data === undefined ? undefined : await openDataSet(data);
    const columns = read.whole("columns", { min: 0, max: MOST_COLUMNS })!;
    if (set && set.total > columns) return await serveArchive(set, { port, visitors });
    if (vite === undefined) await requireClient();
    let library = set
      ? await openLibraryOver(set, { ...options, db: read.texts("db").at(-1) })
      : await openLibrary(db, { ...options, create: db === DEFAULT_DB });
    const stop = stopped();
    const reopen = set
      ? undefined
      : async () => library = await openLibrary(db, { ...options, create: false });
    const installer = set ? undefined : parentInstaller();
    const subsonic = read.on("subsonic");
    const handler = createApp({ library, reopen, installer, vite, subsonic, ...visitors })
      .handler();
    const server = await listen(handler, { hostname, port, signal: stop.signal });
    const tracks = library.collection.columns.length;
    if (set) console.log(`${plural(tracks, "track")} of the data set ${data}, read-only`);
    else {console.log(
        tracks === 0
          ? `No track in ${db} yet: deno task analyze <folder> --db ${db}`
          : `${plural(tracks, "track")} in ${db}`,
      );}
    const address = invitation(visitors, server.addr.port);
    console.log(address);
    tellParent(address);
    if (subsonic) console.log(await appsLine(library.store));
    library.prepare().catch((error) => console.error("Cannot prepare the pages:", error));
    await server.finished;
    await library.close();
    return 0;
  });
}

function openDataSet(location: string): Promise<DataSet> {
  if (!isInObjectStorage(location)) return DataSet.open(location);
  const onFetch = () =>
    console.error("Fetching DuckDB's extension for object storage from extensions.duckdb.org");
  return DataSet.open(location, { storage: readStorage((name) => Deno.env.get(name)), onFetch });
}

/** Aborted when the program is asked to end. */
function stopped(): AbortController {
  const stop = new AbortController();
  const end = () => stop.abort();
  Deno.addSignalListener("SIGINT", end);
  Deno.addSignalListener("SIGTERM", end);
  return stop;
}

/** Serves a data set that is too large for columns in memory, until the program is asked to end. */
async function serveArchive(
  set: DataSet,
  { port, visitors }: { readonly port: number; readonly visitors: Visitors },
): Promise<number> {
  const { hostname } = visitors;
  const handler = createArchive({ set, root: ROOT, ...visitors }).handler();
  const server = await listen(handler, { hostname, port, signal: stopped().signal });
  const tracks = plural(set.total, "track");
  console.log(`${tracks} of the data set ${set.location}, read-only, asked of DuckDB`);
  if (set.twice > 0) {
    console.log(`${set.twice} of them are in another part too, and are counted in each`);
  }
  console.log(invitation(visitors, server.addr.port));
  await server.finished;
  return 0;
}

async function listen(
  handler: (req: Request) => Promise<Response>,
  { hostname, port, signal }: { hostname: string; port: number; signal: AbortSignal },
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  try {
    return await Deno.serve({ hostname, port, signal, onListen: () => {} }, handler);
  } catch (error) {
    throw listenErrorOf(error, `${hostname}:${port}`);
  }
}

/** Who may log in from music apps, in a line. */
async function appsLine(store: Store): Promise<string> {
  const users = (await subsonicUsers(store).list()).map(({ id }) => id);
  return users.length > 0
    ? `Music apps (OpenSubsonic) may log in at this address without its path as ${users.join(", ")}`
    : `Music apps cannot log in yet: deno task subsonic add <name> --db ${store.location}`;
}

async function requireClient(): Promise<void> {
  try {
    await Deno.stat(`${ROOT}/dist/.vite/manifest.json`);
  } catch {
    throw new ListenError("Cannot serve the pages: they are not built; run deno task build once");
  }
}
