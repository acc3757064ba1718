import { join, sep } from "node:path";
import type { Middleware } from "./context.ts";
import { filesBelow } from "./_files.ts";
import { fileResponse } from "./file_response.ts";

/** Where {@linkcode staticFiles} looks. */
export interface StaticFilesOptions {
  /** Project folder that holds `static/` and `dist/`. */
  readonly root: string;
}

const IMMUTABLE = "public, max-age=31536000, immutable";

/**
 * Serves `static/` at `/` and the built client's `dist/assets/` at `/assets/`. Files of the client,
 * and those asked for with the `?v=` of {@linkcode asset}, are kept by the browser for ever; the
 * rest are asked for each time. Only files that exist when the first request comes, and still do, are
 * served, and no name with a leading dot.
 */
export function staticFiles<State>({ root }: StaticFilesOptions): Middleware<State> {
  let listing: Promise<ReadonlyMap<string, string>> | undefined;
  return async (ctx) => {
    if (ctx.req.method !== "GET" && ctx.req.method !== "HEAD") return await ctx.next();
    const files = await (listing ??= listFiles(root));
    const path = files.get(ctx.url.pathname);
    if (path === undefined) return await ctx.next();
    const hashed = ctx.url.pathname.startsWith("/assets/") || ctx.url.searchParams.has("v");
    try {
      return await fileResponse(path, ctx.req, { cacheControl: hashed ? IMMUTABLE : "no-cache" });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return await ctx.next();
      throw error;
    }
  };
}

async function listFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [folder, prefix] of [["static", ""], [join("dist", "assets"), "/assets"]] as const) {
    for (const name of await filesBelow(join(root, folder))) {
      if (name.split("/").some((part) => part.startsWith("."))) continue;
      const address = `${prefix}/${name.split("/").map(encodeURIComponent).join("/")}`;
      files.set(address, join(root, folder, name.replaceAll("/", sep)));
    }
  }
  return files;
}

const versions = new Map<string, string>();

/**
 * Address of a static file with a version that changes when the file does, e.g.
 * `/styles/base.css?v=k3f9`. The file is read once a process.
 *
 * @param path Address below `static/`, with leading `/`
 * @param options.root Project folder; the working directory unless given
 */
export function asset(path: string, options: { readonly root?: string } = {}): string {
  const file = join(options.root ?? Deno.cwd(), "static", path);
  let version = versions.get(file);
  if (version === undefined) {
    version = versionOf(file);
    versions.set(file, version);
  }
  return version === "" ? path : `${path}?v=${version}`;
}

function versionOf(file: string): string {
  try {
    return fnv1a(Deno.readFileSync(file)).toString(36);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** FNV-1a, 32 bits: enough to tell one version of a file from the next. */
function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
