import { readTags } from "../analysis/mod.ts";
import type { Store } from "../store/mod.ts";
import type { WrittenFile } from "./apply.ts";

/**
 * Tells a store what a file is now: its size, time and tags. Its sound is what it was, so nothing that was
 * found of it changes. A file that the store does not know by this path is passed over.
 */
export async function recordTags(
  store: Store,
  { path, size, modified }: WrittenFile,
): Promise<void> {
  const known = await store.fileAt(path);
  if (!known) return;
  const tags = await readTags(path);
  await store.changeTrack(
    known.id,
    ({ track }) =>
      track?.path === path
        ? { track: { ...track, file: { ...track.file, size, modified }, tags } }
        : undefined,
  );
}
