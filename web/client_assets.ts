import { join } from "node:path";

/** Where the browser's code is, as seen from a page. */
export interface ClientAssets {
  /** Modules that every page loads, in order; empty when there is no client. */
  readonly scripts: readonly string[];
  /** Modules and stylesheets that an island adds. */
  island(name: string): { readonly preload: readonly string[]; readonly styles: readonly string[] };
}

/** No client: pages stay as the server wrote them. */
export const NO_CLIENT: ClientAssets = {
  scripts: [],
  island: () => ({ preload: [], styles: [] }),
};

/**
 * Client served by Vite's development server.
 *
 * @param origin Where that listens
 */
export function devClient(origin: string): ClientAssets {
  return { ...NO_CLIENT, scripts: [`${origin}/@vite/client`, `${origin}/client.ts`] };
}

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** Vite's `manifest.json`: source path to built chunk. */
export type Manifest = Readonly<Record<string, Chunk>>;

/** Assets of a built client. */
export function assetsOf(manifest: Manifest): ClientAssets {
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  return {
    scripts: entry ? [`/${entry.file}`] : [],
    island: (name) => {
      const chunks = closure(manifest, `islands/${name}.tsx`);
      return {
        preload: chunks.filter((chunk) => chunk !== entry).map((chunk) => `/${chunk.file}`),
        styles: chunks.flatMap((chunk) => chunk.css ?? []).map((file) => `/${file}`),
      };
    },
  };
}

function closure(manifest: Manifest, source: string): readonly Chunk[] {
  const found = new Set<Chunk>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    chunk.imports?.forEach(visit);
  };
  visit(source);
  return [...found];
}

/**
 * Reads the built client's manifest.
 *
 * @param dist The build's folder
 * @returns {@linkcode NO_CLIENT} when nothing has been built there
 */
export async function readClientAssets(dist: string): Promise<ClientAssets> {
  try {
    return assetsOf(JSON.parse(await Deno.readTextFile(join(dist, ".vite", "manifest.json"))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return NO_CLIENT;
    throw error;
  }
}
