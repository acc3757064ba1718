import type { TrackId } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";

/** Whether a file is there. A file that cannot be looked at for another reason counts as there. */
export async function fileExists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory);
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);
}

/**
 * Takes tracks out of the collection whose files below `roots` are gone. Their results are kept for
 * when the same content turns up again. A root that is not there itself (an unplugged disk) is left
 * alone.
 *
 * @returns The tracks that were taken out.
 */
export async function pruneMissing(store: Store, roots: readonly string[]): Promise<TrackId[]> {
  const present: string[] = [];
  for (const root of roots) {
    try {
      await Deno.stat(root);
      present.push(root);
    } catch {
      continue;
    }
  }
  const gone: TrackId[] = [];
  for await (const { id, path } of store.files()) {
    if (present.some((root) => isBelow(path, root)) && !await fileExists(path)) gone.push(id);
  }
  for (const id of gone) await store.withdrawTrack(id);
  return gone;
}
