import { type LabelEntries, type LabelSet, numberText, type TrackId } from "../domain/mod.ts";

/** A track as {@linkcode validateLabels} looks at it. */
export interface CheckedTrack {
  readonly id: TrackId;
  readonly path: string;
  /** Whether the file should be on this machine. */
  readonly audio: boolean;
  /** SHA-256 of the file's audio payload when it was analysed; empty where it is not known. */
  readonly hash: string;
  /** Seconds. */
  readonly duration: number;
}

/** What is found of a file now. */
export interface CheckedFile {
  /** Bytes; `undefined` where there is none. */
  readonly size: number | undefined;
  /** SHA-256 of its audio payload, hexadecimal; left out where it was not computed. */
  readonly hash?: string;
}

/** One thing that is wrong with a labelled track. */
export interface LabelFault {
  readonly kind: "missing" | "empty" | "short" | "checksum" | "twice" | "known bad" | "gone";
  readonly key: string;
  readonly path?: string;
  readonly detail: string;
}

/** How {@linkcode validateLabels} looks. */
export interface ValidateOptions {
  /** The tracks of the collection; those without labels are passed over. */
  readonly tracks: AsyncIterable<CheckedTrack> | Iterable<CheckedTrack>;
  /** What is at a path now. */
  readonly fileAt: (path: string) => Promise<CheckedFile>;
  /** Shorter tracks are named, seconds. */
  readonly shortest?: number;
}

/** Clips of data sets are 30 s, some by the last frame of an mp3 less. */
const SHORTEST = 29;

/**
 * Checks the labelled tracks of a set: files missing, empty, short, changed since the analysis, ids that
 * stand for several tracks, known-bad recordings, and labels of tracks that have left the collection.
 */
export async function validateLabels(
  set: LabelSet,
  entries: LabelEntries,
  { tracks, fileAt, shortest = SHORTEST }: ValidateOptions,
): Promise<LabelFault[]> {
  const faults: LabelFault[] = [];
  const left = new Map(entries);
  const byKey = new Map<string, string>();
  for await (const track of tracks) {
    const entry = left.get(track.id);
    if (!entry) continue;
    left.delete(track.id);
    const { key } = entry;
    const { path } = track;
    const fault = (kind: LabelFault["kind"], detail: string) =>
      faults.push({ kind, key, path, detail });
    const other = byKey.get(key);
    if (other !== undefined) fault("twice", `the id also stands for ${other}`);
    else byKey.set(key, path);
    if (entry.bad !== undefined) fault("known bad", entry.bad);
    if (track.duration > 0 && track.duration < shortest && set.origin === "publisher") {
      fault("short", `${numberText(track.duration)} s, less than ${shortest} s`);
    }
    if (!track.audio) continue;
    const file = await fileAt(path);
    if (file.size === undefined) fault("missing", "there is no file");
    else if (file.size === 0) fault("empty", "the file has no bytes");
    else if (file.hash !== undefined && track.hash !== "" && file.hash !== track.hash) {
      fault("checksum", "its sound is not what was analysed");
    }
  }
  for (const { key } of left.values()) {
    faults.push({ kind: "gone", key, detail: "its track is no longer in the collection" });
  }
  return faults;
}
