/**
 * Building the browser's code with Vite; apart from `web/mod.ts` so that the server never loads
 * Vite.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { INPUTS_FILE } from "./vite_plugins.ts";

/** What {@linkcode buildClient} did. */
export interface BuildOutcome {
  /** False when the build on disk was made from the same files. */
  readonly built: boolean;
  readonly milliseconds: number;
}

/** Files besides the modules themselves that decide what a build looks like. */
const ALWAYS = ["vite.config.ts", "deno.lock", "web/build/vite_plugins.ts"];
/** The Vite configuration of build and development server. */
export const CONFIG = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
const DIGESTS_FILE = "digests.json";

/**
 * Builds the client into `dist/`, if any of the files it was last built from has changed, or an
 * island was added or removed.
 *
 * @param root Project folder
 * @param options.force Builds in any case
 * @throws Error of Vite, naming file and line
 */
export async function buildClient(
  root: string,
  options: { readonly force?: boolean } = {},
): Promise<BuildOutcome> {
  const begin = performance.now();
  const built = options.force === true || !await isBuilt(root);
  if (built) {
    const { build } = await import("vite");
    await build({ root, configFile: CONFIG });
    const digests = await digestsOf(root, await readJson(join(root, "dist", INPUTS_FILE)));
    await Deno.writeTextFile(join(root, "dist", DIGESTS_FILE), JSON.stringify(digests));
  }
  return { built, milliseconds: performance.now() - begin };
}

/** Whether `dist/` was built from the files as they are now. */
export async function isBuilt(root: string): Promise<boolean> {
  const inputs = await readJson(join(root, "dist", INPUTS_FILE));
  const digests = await readJson(join(root, "dist", DIGESTS_FILE));
  if (inputs === undefined || digests === undefined) return false;
  return JSON.stringify(await digestsOf(root, inputs)) === JSON.stringify(digests);
}

async function digestsOf(root: string, inputs: unknown): Promise<Record<string, string>> {
  const listed = Array.isArray(inputs) ? inputs.map(String) : [];
  const paths = new Set([...listed, ...ALWAYS, ...await islandFiles(root)]);
  const digests = await Promise.all(
    [...paths].sort().map(async (path) => [path, await digestOf(join(root, path))] as const),
  );
  return Object.fromEntries(digests);
}

async function islandFiles(root: string): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(root, "islands")));
  return entries.filter(({ name }) => name.endsWith(".tsx")).map(({ name }) => `islands/${name}`);
}

async function digestOf(path: string): Promise<string> {
  try {
    const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
    return new Uint8Array(digest).toHex();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "absent";
    throw error;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
