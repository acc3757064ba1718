import type { AnalysisError, Columns } from "../domain/mod.ts";
import { rounded } from "./distribution.ts";

/** Tracks that share something, such as a codec. */
export interface Share {
  readonly name: string;
  readonly tracks: number;
}

/** Files that failed for one reason. */
export interface FailureGroup {
  readonly stage: string;
  readonly reason: string;
  readonly files: number;
  /** Some of their paths, in order. */
  readonly examples: readonly string[];
}

/** What is known of the files themselves. */
export interface FilesSummary {
  readonly hours: number;
  readonly codecs: readonly Share[];
  readonly sampleRates: readonly Share[];
  readonly channels: readonly Share[];
  /** Tracks whose tags hold each of title, artist, album, genre, year. */
  readonly tagged: readonly Share[];
  readonly folders: readonly Share[];
  /** Folder that all tracks lie in. */
  readonly root: string;
  /** Contents that more than one file has, and the files beyond the first of each. */
  readonly duplicates: { readonly contents: number; readonly files: number };
  readonly damaged: readonly { readonly path: string; readonly damage: string }[];
  readonly failed: readonly FailureGroup[];
}

const EXAMPLES = 5;

/** Summarises the files of a collection. */
export function filesOf(
  columns: Columns,
  extras: {
    readonly errors?: readonly Pick<AnalysisError, "path" | "stage" | "reason">[];
    readonly damaged?: FilesSummary["damaged"];
  },
): FilesSummary {
  const { numbers, texts } = columns;
  let seconds = 0;
  for (const value of numbers.duration ?? []) if (Number.isFinite(value)) seconds += value;
  const { root, folders } = foldersOf(texts.path);
  const filled = (name: string, column: readonly string[]): Share => ({
    name,
    tracks: column.reduce((count, text) => count + (text ? 1 : 0), 0),
  });
  const years = (numbers.year ?? []) as ArrayLike<number>;
  return {
    hours: rounded(seconds / 3600),
    codecs: shares(texts.codec, (codec) => codec || "unknown"),
    sampleRates: shares(
      numbers.sample_rate ?? [],
      (rate) => Number.isFinite(rate) ? `${rate / 1000} kHz` : "unknown",
    ),
    channels: shares(numbers.channels ?? [], channelName),
    tagged: [
      filled("title", texts.title),
      filled("artist", texts.artist),
      filled("album", texts.album),
      filled("genre", texts.genre),
      { name: "year", tracks: Array.from(years).filter((year) => Number.isFinite(year)).length },
    ],
    folders,
    root,
    duplicates: duplicatesOf(columns.ids),
    damaged: extras.damaged ?? [],
    failed: failuresOf(extras.errors ?? []),
  };
}

function channelName(channels: number): string {
  if (!Number.isFinite(channels)) return "unknown";
  if (channels === 1) return "mono";
  return channels === 2 ? "stereo" : `${channels} channels`;
}

function shares<T>(values: Iterable<T>, name: (value: T) => string): Share[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    const key = name(value);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return ranked(counts);
}

function ranked(counts: ReadonlyMap<string, number>): Share[] {
  return [...counts].map(([name, tracks]) => ({ name, tracks }))
    .sort((a, b) => b.tracks - a.tracks || (a.name < b.name ? -1 : 1));
}

/** Tracks in each folder right below the one that holds them all. */
function foldersOf(paths: readonly string[]): { root: string; folders: Share[] } {
  if (paths.length === 0) return { root: "", folders: [] };
  const first = paths[0]!.split("/").slice(0, -1);
  let depth = first.length;
  for (const path of paths) {
    const parts = path.split("/");
    depth = Math.min(depth, parts.length - 1);
    for (let i = 0; i < depth; i++) if (parts[i] !== first[i]) depth = i;
  }
  const folders = shares(paths, (path) => {
    const parts = path.split("/");
    return parts.length - 1 > depth ? parts[depth]! : "(no folder)";
  });
  return { root: first.slice(0, depth).join("/") || (first[0] === "" ? "/" : ""), folders };
}

/** Ids of further files with the same content end in `-2`, `-3`, …. */
function duplicatesOf(ids: readonly string[]): FilesSummary["duplicates"] {
  const further = ids.filter((id) => /^[0-9a-f]{20}-\d+$/.test(id));
  return { contents: new Set(further.map((id) => id.slice(0, 20))).size, files: further.length };
}

function failuresOf(
  errors: readonly Pick<AnalysisError, "path" | "stage" | "reason">[],
): FailureGroup[] {
  const groups = new Map<string, { stage: string; reason: string; paths: string[] }>();
  for (const { stage, reason, path } of errors) {
    const name = `${stage}\n${reason}`;
    const group = groups.get(name) ?? { stage, reason, paths: [] };
    group.paths.push(path);
    groups.set(name, group);
  }
  return [...groups.values()]
    .map(({ stage, reason, paths }) => ({
      stage,
      reason,
      files: paths.length,
      examples: paths.sort().slice(0, EXAMPLES),
    }))
    .sort((a, b) => b.files - a.files || (a.reason < b.reason ? -1 : 1));
}
