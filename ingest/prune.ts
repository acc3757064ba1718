import { type Instant, plural, type TrackId } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";

/** Whether a file is there. A file that cannot be looked at for another reason counts as there. */
export async function fileExists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory);
  }
}

/** Milliseconds that results of tracks which left the collection are kept: a year. */
const SHELF_TIME = 365 * 24 * 3_600_000;

/** A folder below which nothing was taken out, although files of tracks are gone. */
export interface Refusal {
  readonly root: string;
  /** Why, and what to do, in words. */
  readonly reason: string;
}

/** What a pruning did. */
export interface Pruned {
  /** The tracks that were taken out. */
  readonly gone: readonly TrackId[];
  readonly refused: readonly Refusal[];
}

/**
 * Takes tracks out of the collection whose files below `roots` are gone. Their results are kept for
 * when the same audio turns up again, for a year.
 *
 * A disk that is away looks like a folder from which all was deleted. So a root that is not there,
 * cannot be read or is empty is left alone, and one of which more than half the tracks would go.
 *
 * @param options `all`: do it all the same.
 */
export async function pruneMissing(
  store: Store,
  roots: readonly string[],
  { all = false, now = Date.now() }: { readonly all?: boolean; readonly now?: Instant } = {},
): Promise<Pruned> {
  const gone: TrackId[] = [];
  const refused: Refusal[] = [];
  for (const root of roots) {
    const { missing, known } = await missingBelow(store, root);
    const reason = all ? undefined : await refusalOf(root, { missing: missing.length, known });
    if (missing.length === 0) continue;
    if (reason === undefined) gone.push(...missing);
    else refused.push({ root, reason });
  }
  for (const id of gone) await store.withdrawTrack(id);
  await store.clearShelf(now - SHELF_TIME);
  return { gone, refused };
}

/**
 * Strikes files from the ledgers of errors and of what is not analysed that are gone from below
 * `roots`. A root that is not there, cannot be read or is empty is left alone.
 *
 * @param options `seen`: paths that a walk has just met, among them names that no call can reach.
 */
export async function strikeMissing(
  store: Store,
  roots: readonly string[],
  { seen }: { readonly seen: ReadonlySet<string> },
): Promise<void> {
  const there: string[] = [];
  for (const root of roots) if (await stateOf(root) === "there") there.push(root);
  const isGone = async ({ path }: { readonly path: string }) =>
    !seen.has(path) && there.some((root) => isBelow(path, root)) && !await fileExists(path);
  for (const error of await store.errors()) {
    if (await isGone(error)) await store.removeError(error);
  }
  for (const skipped of await store.skipped()) {
    if (await isGone(skipped)) await store.removeSkipped(skipped.path);
  }
}

async function missingBelow(store: Store, root: string) {
  const missing: TrackId[] = [];
  let known = 0;
  for await (const { id, path } of store.files()) {
    if (!isBelow(path, root)) continue;
    known++;
    if (!await fileExists(path)) missing.push(id);
  }
  return { missing, known };
}

async function refusalOf(
  root: string,
  { missing, known }: { readonly missing: number; readonly known: number },
): Promise<string | undefined> {
  const state = await stateOf(root);
  const told = "nothing was taken out; --prune=all does it all the same";
  if (state !== "there") return `it ${state}, as where a disk is away: ${told}`;
  if (missing * 2 <= known) return undefined;
  return `${missing} of its ${plural(known, "file")} ${
    missing === 1 ? "is" : "are"
  } gone, more than half: ${told}`;
}

async function stateOf(root: string): Promise<string> {
  try {
    if (!(await Deno.stat(root)).isDirectory) return "there";
    for await (const _entry of Deno.readDir(root)) return "there";
    return "is empty";
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? "is not there" : "cannot be read";
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);
}
