import { type Joined, joinLabels, TrackIndex } from "../../labels/mod.ts";
import { readFiles } from "../../labels/sources/mod.ts";
import { type ReadOptions } from "../../labels/draft.ts";
import { sourceFilesOf } from "../../labels/files.ts";

/** Tracks with these paths, whose ids are `t0`, `t1`, …. */
export function tracksAt(...paths: string[]): TrackIndex {
  return new TrackIndex(paths.map((path, i) => ({ id: `t${i}`, path })));
}

/** Files in memory, read and joined to tracks. */
export async function joined(
  files: Readonly<Record<string, string | Uint8Array>>,
  tracks: TrackIndex,
  options: Omit<ReadOptions, "tracks"> & { readonly kind?: string; readonly withoutBad?: boolean } =
    {},
): Promise<{ readonly kind: string; readonly sets: readonly Joined[] }> {
  const { kind, drafts } = await readFiles(sourceFilesOf(files), { tracks, ...options });
  const sets: Joined[] = [];
  for (const draft of drafts) {
    sets.push(
      await joinLabels(draft, tracks, {
        kind,
        now: 1,
        ...(options.withoutBad && { withoutBad: true }),
      }),
    );
  }
  return { kind, sets };
}

/** The labels of a track, by name. */
export function labelsOf({ set, entries }: Joined, track: string): string[] | undefined {
  return entries.get(track)?.classes?.map((index) => set.classes[index]!);
}
