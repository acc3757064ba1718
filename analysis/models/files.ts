import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ExpectedError } from "../../domain/mod.ts";
import { type Model, type ModelId, MODELS } from "./registry.ts";

/** A model that cannot be used or fetched; the message says why and what to do. */
export class ModelError extends ExpectedError {
  override readonly name = "ModelError";
}

/** Where model files lie. */
export interface ModelFolders {
  /** Those of this repository. */
  readonly bundled: string;
  /** Those fetched on demand. */
  readonly cache: string;
}

/**
 * The folders of this machine: fetched models lie in `FONOTECA_MODELS`, else in
 * `$XDG_CACHE_HOME/fonoteca/models`, else in `~/.cache/fonoteca/models`.
 *
 * @param env Reads an environment variable.
 */
export function modelFolders(
  env: (name: string) => string | undefined = (name) => Deno.env.get(name),
): ModelFolders {
  const bundled = fileURLToPath(new URL("../../models/", import.meta.url));
  const given = env("FONOTECA_MODELS");
  if (given) return { bundled, cache: resolve(given) };
  const xdg = env("XDG_CACHE_HOME");
  const home = env("HOME");
  const base = xdg ? xdg : join(home ? home : ".", ".cache");
  return { bundled, cache: resolve(base, "fonoteca", "models") };
}

/** Where the model's file is, or would be. */
export function pathOf(model: Model, folders: ModelFolders): string {
  return join(model.bundled ? folders.bundled : folders.cache, model.file);
}

/** What is to be found at a model's path. */
export type FileState = "installed" | "missing" | "wrong size" | "wrong checksum";

/** Whether the file at `path` is the model that the registry means. */
export async function stateOf(model: Model, path: string): Promise<FileState> {
  let bytes: Uint8Array;
  try {
    const { size } = await Deno.stat(path);
    if (size !== model.size) return "wrong size";
    bytes = await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return "missing";
    }
    throw error;
  }
  return sha256(bytes) === model.sha256 ? "installed" : "wrong checksum";
}

/** SHA-256, 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A model with what is to be found of it. */
export interface ModelState {
  readonly model: Model;
  readonly path: string;
  readonly state: FileState;
}

/** The state of every model of the registry, in its order. */
export function listModels(folders: ModelFolders): Promise<readonly ModelState[]> {
  return Promise.all(MODELS.map(async (model) => {
    const path = pathOf(model, folders);
    return { model, path, state: await stateOf(model, path) };
  }));
}

/** The ids of the models that can be used. */
export async function installedModels(folders: ModelFolders): Promise<ReadonlySet<ModelId>> {
  const states = await listModels(folders);
  return new Set(states.filter((s) => s.state === "installed").map((s) => s.model.id));
}
