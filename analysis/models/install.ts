import { dirname, join } from "node:path";
import { download, Unreachable } from "./_download.ts";
import { ModelError, type ModelFolders, pathOf, sha256, stateOf } from "./files.ts";
import type { Model, ModelId } from "./registry.ts";

/** How models are installed. */
export interface InstallOptions {
  readonly folders: ModelFolders;
  /** A folder, or the address of one, to take the files from instead of their own addresses. */
  readonly from?: string;
  readonly onProgress?: (id: ModelId, received: number) => void;
  readonly fetch?: typeof fetch;
}

/** What became of one model. */
export type Installed =
  | { readonly state: "was there" | "installed" }
  | {
    readonly failed: string;
    /** Whether no server answered at all, so that asking for the next model is of no use. */
    readonly unreachable?: boolean;
  };

/** Whether a place to install from is an address rather than a folder. */
export function isAddress(from: string): boolean {
  return /^https?:\/\//.test(from);
}

function withSlash(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}

/** Where a mirror may hold a model: in folders as here, flat, or as its publisher lays it out. */
function placesIn(from: string, model: Model): readonly string[] {
  const flat = model.file.slice(model.file.lastIndexOf("/") + 1);
  const published = model.addresses.map((address) => new URL(address).pathname)
    .filter((path) => path.startsWith("/models/")).map((path) => path.slice("/models/".length));
  const paths = [model.file, flat, ...published];
  return isAddress(from)
    ? paths.map((path) => new URL(path, withSlash(from)).href)
    : paths.map((path) => join(from, path));
}

/** Copies the first file that is there to `part`. */
async function copyFrom(places: readonly string[], part: string): Promise<void> {
  for (const place of places) {
    try {
      await Deno.copyFile(place, part);
      return;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) {
        throw error;
      }
    }
  }
  throw new ModelError(`no ${places[0]} and no ${places[1]}`);
}

/** Puts a complete and checked file in its place, or leaves nothing. */
async function putInPlace(model: Model, part: string, target: string): Promise<void> {
  const { size } = await Deno.stat(part);
  const sum = size === model.size ? sha256(await Deno.readFile(part)) : undefined;
  if (sum === model.sha256) {
    using file = await Deno.open(part, { read: true, write: true });
    await file.sync();
    await Deno.rename(part, target);
    return;
  }
  await Deno.remove(part);
  const found = sum ? `SHA-256 ${sum.slice(0, 12)}…` : `${size} bytes`;
  const due = sum ? `${model.sha256.slice(0, 12)}…` : `${model.size}`;
  throw new ModelError(`the file is not the one meant: ${found} instead of ${due}`);
}

async function fetchFirst(
  model: Model,
  paths: { readonly part: string; readonly target: string },
  options: InstallOptions,
): Promise<void> {
  const { from } = options;
  if (from && !isAddress(from)) {
    await copyFrom(placesIn(from, model), paths.part);
    return await putInPlace(model, paths.part, paths.target);
  }
  const addresses = from ? placesIn(from, model) : model.addresses;
  const reasons: string[] = [];
  let answered = false;
  for (const address of addresses) {
    try {
      await download(address, paths.part, {
        size: model.size,
        fetch: options.fetch ?? fetch,
        onProgress: (received) => options.onProgress?.(model.id, received),
      });
      return await putInPlace(model, paths.part, paths.target);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      answered ||= !(error instanceof Unreachable);
      reasons.push(`${new URL(address).host}: ${error.message}`);
    }
  }
  const said = [...new Set(reasons)].join("; ");
  throw answered ? new ModelError(said) : new Unreachable(said);
}

/**
 * Installs one model into the cache folder. The file appears there whole and checked or not at all; a
 * download that was cut short goes on where it ended when it is asked for again.
 */
export async function installModel(model: Model, options: InstallOptions): Promise<Installed> {
  const target = pathOf(model, options.folders);
  if (await stateOf(model, target) === "installed") return { state: "was there" };
  if (model.bundled) {
    return {
      failed: `Cannot use ${target}: it is not the file of this version; check it out again`,
    };
  }
  try {
    await Deno.mkdir(dirname(target), { recursive: true });
    await fetchFirst(model, { part: `${target}.part`, target }, options);
    return { state: "installed" };
  } catch (error) {
    if (!(error instanceof Error) || !isFailure(error)) throw error;
    const failed = `Cannot install ${model.id}: ${error.message}`;
    return error instanceof Unreachable ? { failed, unreachable: true } : { failed };
  }
}

/** Failures of files and servers, whose message is for the user. */
function isFailure(error: Error): boolean {
  return error instanceof ModelError || error instanceof Deno.errors.NotCapable || "code" in error;
}
