import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ExpectedError } from "../../domain/mod.ts";
import { type Model, type ModelForm, type ModelId, MODELS } from "./registry.ts";

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

/**
 * Where the checksum of a file stands that has proved by what it computes to be the model meant, being of
 * bytes that the registry does not know.
 */
export function proofPathOf(path: string): string {
  return `${path}.proved`;
}

/** The form of a model that these bytes are, by their checksum. */
export function formOf(model: Model, bytes: Uint8Array): ModelForm | undefined {
  const sum = sha256(bytes);
  return model.forms.find((form) => form.sha256 === sum);
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

/** Whether the file at `path` is the model that the registry means, or has proved to be it. */
export async function stateOf(model: Model, path: string): Promise<FileState> {
  const size = (await unlessMissing(() => Deno.stat(path)))?.size;
  if (size === undefined) return "missing";
  if (size > largestOf(model)) return "wrong size";
  const bytes = await unlessMissing(() => Deno.readFile(path));
  if (!bytes) return "missing";
  if (formOf(model, bytes)) return "installed";
  const proved = await unlessMissing(() => Deno.readTextFile(proofPathOf(path)));
  if (proved?.trim() === sha256(bytes)) return "installed";
  return model.forms.some((form) => form.size === undefined || form.size === size)
    ? "wrong checksum"
    : "wrong size";
}

/** Bytes that no form of a model exceeds; a margin where the size of one is not known. */
export function largestOf(model: Model): number {
  return Math.max(...model.forms.map(({ size }) => size ?? Math.ceil(1.1 * model.size)));
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
