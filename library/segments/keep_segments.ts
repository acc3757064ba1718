import { ExpectedError, type SegmentKind, type Segments } from "../../domain/mod.ts";
import { isRemote, type Store } from "../../store/mod.ts";
import { AllowedFiles } from "../sound/_allowed_files.ts";
import { TrackSegments } from "./segments.ts";

/** What became of the segments of a collection. */
export interface KeptSegments {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

/**
 * Keeps the segments of every track of a store whose file is there, `workers` files at a time; those that
 * are kept already cost a look. A file that cannot be heard costs itself alone.
 */
export async function keepSegments(
  store: Store,
  { kinds, workers, signal, onProgress }: {
    readonly kinds: readonly SegmentKind[];
    readonly workers: number;
    readonly signal: AbortSignal;
    onProgress(now: KeptSegments): void;
  },
): Promise<KeptSegments> {
  const { location } = store;
  if (location === ":memory:" || isRemote(location)) {
    throw new ExpectedError("Cannot keep segments: they are kept beside a store that is a file");
  }
  const files = new AllowedFiles(() => store.roots());
  const segments = new TrackSegments({ files, folder: `${location}.cache`, workers });
  const ids = await idsOf(store);
  let [next, done, failed] = [0, 0, 0];
  const now = (): KeptSegments => ({ done, failed, total: ids.length });
  const work = async () => {
    while (next < ids.length && !signal.aborted) {
      const heard = await heardAll(ids[next++]!);
      if (heard) done++;
      else failed++;
      onProgress(now());
    }
  };
  const heardAll = async (id: string): Promise<boolean> => {
    const track = await store.getTrack(id);
    const found: Segments[] = [];
    for (const kind of track ? kinds : []) {
      try {
        found.push(await segments.of(track!, { kind, lasting: true, signal }));
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
      }
    }
    return found.length === kinds.length;
  };
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    segments.close();
  }
  return now();
}

async function idsOf(store: Store): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.tracks()) ids.push(id);
  return ids;
}
