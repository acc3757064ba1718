/**
 * Starts a command in a process of its own with the least permissions that it needs: it may write beside
 * its store and to its output folder alone, and listen on its own address alone. It may read everywhere,
 * as music may lie anywhere; which files a request can reach is decided by the store.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MODEL_HOSTS } from "../analysis/models/registry.ts";
import { isInObjectStorage } from "../dataset/location.ts";
import { DEFAULT_DB, isRemote } from "../store/location.ts";
import { isEveryAddress, plainHost } from "../web/address.ts";
import { UsageError } from "./_args.ts";
import { Installing } from "./_installing.ts";
import { addressIn, mayOpen, openBrowser } from "./_open_browser.ts";
import { pageFolder, type PageFolders } from "./_page_folders.ts";
import { STORAGE_VARIABLES } from "./_object_storage.ts";
import { SCHEDULER_VARIABLES } from "./_scheduler.ts";
import { endWithParent } from "./_with_parent.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The environment variables that are passed on: no other is seen by the program or its libraries. */
const ENVIRONMENT = [
  "CI",
  "COLUMNS",
  "DENO_CERT",
  "DENO_DIR",
  "DENO_KV_ACCESS_TOKEN",
  "DENO_TLS_CA_STORE",
  "FONOTECA_MODELS",
  "FONOTECA_TOKEN",
  "HOME",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "LANG",
  "NO_COLOR",
  "NO_PROXY",
  "PATH",
  "SSL_CERT_FILE",
  "TERM",
  "TMPDIR",
  "XDG_CACHE_HOME",
  ...SCHEDULER_VARIABLES,
];

/**
 * What is set whatever the user's environment says: onnxruntime reports to its maker unless told not to,
 * and Deno asks for updates of itself.
 */
const SILENCE = { DENO_NO_UPDATE_CHECK: "1", ORT_DISABLE_TELEMETRY: "1" } as const;

/** The environment of a command's process; keys to object storage are for who reads from it alone. */
export function environment(args: readonly string[] = []): Record<string, string> {
  const keys = isInObjectStorage(option(args, "data") ?? "") ? STORAGE_VARIABLES : [];
  const passed = [...ENVIRONMENT, ...keys].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(passed), ...SILENCE };
}

const USUAL_HOST = "127.0.0.1";
const USUAL_PORT = 8000;

type Flags = (args: readonly string[]) => readonly string[];

function optionAll(args: readonly string[], name: string): readonly string[] {
  return args.flatMap((arg, i) =>
    arg.startsWith(`--${name}=`)
      ? [arg.slice(name.length + 3)]
      : arg === `--${name}` && args[i + 1] !== undefined
      ? [args[i + 1]!]
      : []
  );
}

/** The value of an option as the command reads it: the last, where it is given several times. */
function option(args: readonly string[], name: string): string | undefined {
  return optionAll(args, name).at(-1);
}

/** The port to be granted; what is none is refused by the command, in words. */
function portIn(args: readonly string[]): number {
  const port = Number(option(args, "port") ?? USUAL_PORT);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : USUAL_PORT;
}

/** The folder of a further store, which Deno KV opens for writing even where it is only read. */
function folderOf(path: string | undefined): string | undefined {
  return path === undefined || isRemote(path) ? undefined : dirname(resolve(path));
}

/** The host of an address, and its port where it names one. Throws a UsageError for what is no address. */
function hostOf(address: string): string {
  if (URL.canParse(address)) return new URL(address).host;
  throw new UsageError(`Cannot read the address ${address}: it should look like https://host/path`);
}

/** A path as the permission flags take it; they split at commas. Throws a UsageError for one with a comma. */
function grantable(path: string): string {
  if (!path.includes(",")) return path;
  throw new UsageError(`Cannot write to ${path}: choose a path without a comma`);
}

/** Reads everywhere, writes to the store's folder, and reaches a remote store where that is one. */
function onStore(args: readonly string[], ...writable: (string | undefined)[]): string[] {
  const db = option(args, "db") ?? DEFAULT_DB;
  const folders = writable.filter((path) => path !== undefined).map((path) => resolve(path));
  if (!isRemote(db)) folders.push(dirname(resolve(db)));
  return [
    "--allow-read",
    "--allow-env",
    ...(folders.length > 0 ? [`--allow-write=${folders.map(grantable).join(",")}`] : []),
    ...(isRemote(db) ? [`--allow-net=${hostOf(db)}`] : []),
  ];
}

/** Collects garbage early, at a fifth more CPU: a million rows would leave a gigabyte of it. */
const FRUGAL = "--v8-flags=--heap-growing-percent=30,--max-semi-space-size=4";
const ANALYSIS = ["--allow-ffi", "--allow-run=ffmpeg"];

const COMMANDS: Readonly<Record<string, Flags>> = {
  analyze: (args) => [...onStore(args), ...ANALYSIS],
  watch: (args) => [...onStore(args), ...ANALYSIS],
  start: (args) => {
    const kept = option(args, "data") === undefined ? undefined : dirname(DEFAULT_DB);
    const flags = onStore(args, kept).filter((flag) => !flag.startsWith("--allow-net"));
    const host = plainHost(option(args, "host") ?? USUAL_HOST) ?? USUAL_HOST;
    const net = [`${host.includes(":") ? `[${host}]` : host}:${portIn(args)}`];
    const db = option(args, "db");
    if (db && isRemote(db)) net.push(hostOf(db));
    const interfaces = isEveryAddress(host) ? ["--allow-sys=networkInterfaces"] : [];
    return [...flags, ...ANALYSIS, ...interfaces, `--allow-net=${net.join(",")}`];
  },
  models: (args) => {
    const look = ["--allow-read", "--allow-env"];
    if (!args.includes("--install")) return look;
    const from = option(args, "from");
    const net = from && isRemote(from) ? hostOf(from) : MODEL_HOSTS.join(",");
    const cache = Deno.env.get("FONOTECA_MODELS") ?? modelCache();
    // a file of unknown bytes proves itself in a process that may neither write nor reach anything
    const proving = `--allow-run=${Deno.execPath()}`;
    return [...look, `--allow-net=${net}`, proving].concat(
      cache ? [`--allow-write=${grantable(cache)}`] : [],
    );
  },
  export: (args) => {
    const out = option(args, "out");
    return [...onStore(args, out, out && `${out}.part`), ...ANALYSIS];
  },
  import: (args) => onStore(args),
  collect: (args) => onStore(args),
  errors: (args) => onStore(args, option(args, "tsv")),
  train: (args) => onStore(args, option(args, "out"), option(args, "json")),
  classify: (args) => [...onStore(args), ...ANALYSIS],
  labels: (args) => [...onStore(args, option(args, "out")), FRUGAL],
  report: (args) => onStore(args, option(args, "out"), folderOf(option(args, "compare"))),
  clusters: (args) => onStore(args, option(args, "out")),
  evaluate: (args) => [
    ...onStore(args, option(args, "json"), option(args, "tsv")),
    ...(args.some((arg) => arg.startsWith("--robust")) ? ANALYSIS : []),
  ],
  subsonic: (args) => onStore(args),
  tag: (args) => onStore(args, option(args, "out") ?? "tags.tsv", option(args, "music")),
  resample: (args) => onStore(args, option(args, "out")),
};

function modelCache(): string | undefined {
  const cache = Deno.env.get("XDG_CACHE_HOME");
  const home = Deno.env.get("HOME");
  return cache
    ? resolve(cache, "fonoteca")
    : home
    ? resolve(home, ".cache", "fonoteca")
    : undefined;
}

/** What is handed to Deno for a command. Throws a UsageError for arguments that allow no permissions. */
function commandLine(name: string, flags: Flags, args: readonly string[]): string[] {
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-check",
    `--config=${resolve(ROOT, "deno.json")}`,
    ...flags(args),
    resolve(ROOT, "tasks/run.ts"),
    name,
    ...args,
  ];
}

/** The command line, or what is wrong with the arguments. */
function lineFor(
  name: string,
  flags: Flags,
  args: readonly string[],
): readonly string[] | string {
  try {
    return commandLine(name, flags, args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The environment of a process that ends with this one. */
function childEnvironment(args: readonly string[]): Record<string, string> {
  return { ...environment(args), FONOTECA_LAUNCHER: String(Deno.pid) };
}

/** Starts `models` or `analyze` for the page, its output read here. */
function startWork(name: "models" | "analyze", args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: commandLine(name, COMMANDS[name]!, args),
    clearEnv: true,
    env: childEnvironment(args),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** A command under way. */
interface Running {
  kill(signal: Deno.Signal): void;
  readonly code: Promise<number>;
}

function runAlone(line: readonly string[], args: readonly string[]): Running {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...line],
    clearEnv: true,
    env: childEnvironment(args),
  }).spawn();
  return {
    kill: (signal) => child.kill(signal),
    code: child.status.then(({ code }) => code),
  };
}

/** What the server was started with, as far as it decides which folders a page may have analysed. */
function pageFolders(args: readonly string[]): PageFolders {
  return {
    host: option(args, "host") ?? USUAL_HOST,
    otherHosts: optionAll(args, "allow-host"),
    allowed: optionAll(args, "allow"),
    home: Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE"),
  };
}

/** Serves, and does for the pages what the server itself may not: fetch models, and analyse. */
function runServing(line: readonly string[], args: readonly string[]): Running {
  const child = spawn(Deno.execPath(), line, {
    env: childEnvironment(args),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const from = option(args, "models-from");
  const installing = new Installing({
    db: option(args, "db") ?? DEFAULT_DB,
    ...(from !== undefined && { from }),
    folderOf: (typed) => pageFolder(typed, pageFolders(args)),
    start: startWork,
    tell: (state) => void (child.connected && child.send(state)),
  });
  child.on("message", (message: unknown) => {
    const address = addressIn(message);
    if (address === undefined) installing.hear(message);
    else if (mayOpen(args)) openBrowser(address);
  });
  const { promise, resolve: ended } = Promise.withResolvers<number>();
  child.on("error", () => ended(1));
  child.on("exit", (code, signal) => ended(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  return {
    kill: (signal) => void child.kill(signal as NodeJS.Signals),
    code: promise.then(async (code) => {
      await installing.stop();
      return code;
    }),
  };
}

/**
 * Runs a command to its end.
 *
 * @returns The exit code of the command.
 */
export async function launch(name: string, args: readonly string[]): Promise<number> {
  const flags = COMMANDS[name];
  if (!flags) {
    console.error(`Cannot run ${name}: commands are ${Object.keys(COMMANDS).join(", ")}`);
    return 2;
  }
  const line = lineFor(name, flags, args);
  if (typeof line === "string") {
    console.error(line);
    return 2;
  }
  const running = name === "start" ? runServing(line, args) : runAlone(line, args);
  const onTerm = () => {
    try {
      running.kill("SIGTERM");
    } catch {
      // it has ended already
    }
  };
  const wait = () => {};
  Deno.addSignalListener("SIGINT", wait);
  Deno.addSignalListener("SIGTERM", onTerm);
  const code = await running.code;
  Deno.removeSignalListener("SIGINT", wait);
  Deno.removeSignalListener("SIGTERM", onTerm);
  return code;
}

if (import.meta.main) {
  const startedByTask = Deno.env.has("INIT_CWD");
  if (startedByTask) endWithParent(Deno.ppid);
  const [name = "", ...args] = Deno.args;
  Deno.exit(await launch(name, args));
}
