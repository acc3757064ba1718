import { dirname, join } from "node:path";
import { download, Unreachable } from "./_download.ts";
import { isProvable, prove, resemble } from "./_proof.ts";
import {
  formOf,
  largestOf,
  ModelError,
  type ModelFolders,
  pathOf,
  proofPathOf,
  sha256,
  stateOf,
} from "./files.ts";
import { isKnowable } from "./proofs.ts";
import type { Model, ModelId } from "./registry.ts";

/** How models are installed. */
export interface InstallOptions {
  readonly folders: ModelFolders;
  /** A folder, or the address of one, to take the files from instead of their own addresses. */
  readonly from?: string;
  readonly onProgress?: (id: ModelId, received: number) => void;
  readonly fetch?: typeof fetch;
  /** Milliseconds without a byte after which a server is given up; 30 s where left out. */
  readonly patience?: number;
  /** Whether a model of unknown checksum is taken by size and form: see {@linkcode isKnowable}. */
  readonly trust?: boolean;
  /** Hosts that have not answered: they are not asked again, and others join them. */
  readonly silentHosts?: Set<string>;
}

const PATIENCE = 30_000;

/** What became of one model. */
export type Installed =
  | {
    readonly state: "was there" | "installed";
    /** Whether it was accepted for what it computes, being of bytes that the registry does not know. */
    readonly proved?: true;
    /** Whether it was accepted for its size and form alone. */
    readonly trusted?: true;
  }
  | {
    readonly failed: string;
    /** Whether no server answered at all. */
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
  const published = model.forms.flatMap(({ addresses }) => addresses)
    .map((address) => new URL(address).pathname)
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

/** Puts a checked or proved file in its place, or leaves nothing. */
async function putInPlace(model: Model, part: string, target: string): Promise<"known" | "proved"> {
  const { size } = await Deno.stat(part);
  const bytes = size <= largestOf(model) ? await Deno.readFile(part) : undefined;
  const form = bytes && formOf(model, bytes);
  try {
    if (!form) await acceptUnknown(model, { part, size, bytes });
    using file = await Deno.open(part, { read: true, write: true });
    await file.sync();
  } catch (error) {
    await Deno.remove(part);
    throw error;
  }
  if (!form) await Deno.writeTextFile(proofPathOf(target), `${sha256(bytes!)}\n`);
  await Deno.rename(part, target);
  return form ? "known" : "proved";
}

/** Throws where bytes that the registry does not know are not, or cannot prove to be, the model meant. */
async function acceptUnknown(
  model: Model,
  { part, size, bytes }: { part: string; size: number; bytes: Uint8Array | undefined },
): Promise<void> {
  const sizes = model.forms.flatMap((form) => form.size ?? []);
  const mayBe = bytes &&
    model.forms.some((form) => !form.sha256 && (form.size === undefined || form.size === size));
  if (mayBe) return await (isProvable(model) ? prove : resemble)(model, part);
  const known = sizes.includes(size) || model.forms.some((form) => form.size === undefined);
  throw new ModelError(
    bytes && known
      ? `the file is not the one meant: SHA-256 ${sha256(bytes).slice(0, 12)}… instead of ${
        model.forms.flatMap((form) => form.sha256 ? `${form.sha256.slice(0, 12)}…` : []).join(
          " or ",
        )
      }`
      : `the file is not the one meant: ${size} bytes instead of ${sizes.join(" or ")}`,
  );
}

/** An address to try, with the bytes that its file may have. */
interface Place {
  readonly address: string;
  readonly sizes: readonly number[];
}

/** Where a model is fetched from; a mirror may hold any of its forms. */
function placesOf(model: Model, from: string | undefined): readonly Place[] {
  if (from === undefined) {
    return model.forms.flatMap(({ addresses, size }) =>
      addresses.map((address) => ({ address, sizes: size === undefined ? [] : [size] }))
    );
  }
  const open = model.forms.some(({ size }) => size === undefined);
  const sizes = open ? [] : model.forms.flatMap(({ size }) => size ?? []);
  return placesIn(from, model).map((address) => ({ address, sizes }));
}

async function fetchFirst(
  model: Model,
  paths: { readonly part: string; readonly target: string },
  options: InstallOptions,
): Promise<"known" | "proved"> {
  const { from, silentHosts = new Set<string>() } = options;
  if (from && !isAddress(from)) {
    await copyFrom(placesIn(from, model), paths.part);
    return await putInPlace(model, paths.part, paths.target);
  }
  const reasons: string[] = [];
  let answered = false;
  for (const { address, sizes } of placesOf(model, from)) {
    const { host } = new URL(address);
    if (silentHosts.has(host)) {
      reasons.push(`${host}: does not answer`);
      continue;
    }
    try {
      await download(address, paths.part, {
        sizes,
        largest: sizes.length > 0 ? Math.max(...sizes) : largestOf(model),
        patience: options.patience ?? PATIENCE,
        fetch: options.fetch ?? fetch,
        onProgress: (received) => options.onProgress?.(model.id, received),
      });
      return await putInPlace(model, paths.part, paths.target);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      if (error instanceof Unreachable) silentHosts.add(host);
      else answered = true;
      reasons.push(`${host}: ${error.message}`);
    }
  }
  const said = [...new Set(reasons)].join("; ") || "there is no address for it; --from is the way";
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
  if (!isKnowable(model) && !options.trust) {
    return {
      failed:
        `Cannot install ${model.id}: nobody has published its checksum, and a wrong file could ` +
        "not be told; --trust takes a file of its size and form",
    };
  }
  try {
    await Deno.mkdir(dirname(target), { recursive: true });
    const by = await fetchFirst(model, { part: `${target}.part`, target }, options);
    if (by === "known") return { state: "installed" };
    return { state: "installed", ...(isKnowable(model) ? { proved: true } : { trusted: true }) };
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
