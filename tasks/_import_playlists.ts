import { dirname, extname, resolve } from "node:path";
import { nameOf } from "../domain/mod.ts";
import { readRekordbox } from "../exchange/mod.ts";
import {
  type ListedEntry,
  navidromePlaylists,
  sourceFilesAt,
  TrackIndex,
  tracksOfList,
} from "../labels/mod.ts";
import { savedPlaylists } from "../library/mod.ts";
import { MOST_SAVED, readPlaylist } from "../playlist/mod.ts";
import type { Store } from "../store/mod.ts";
import { UsageError } from "./_args.ts";

/** A playlist as a file has it. */
export interface ReadList {
  readonly name: string;
  /** Of ours, where it holds one. */
  readonly query: string;
  readonly entries: readonly ListedEntry[];
  /** Entries that name nothing within their own file. */
  readonly lost: number;
}

/** Missing entries that are named. */
const NAMED = 5;

/** What of each way in which tracks are found is called. */
const WAYS = {
  id: "id",
  path: "path",
  folder: "folder and name",
  name: "name",
  song: "artist and title",
} as const;

/** The playlists in a file. Throws a {@linkcode UsageError} or an error of its reader where there is none. */
export async function listsIn(path: string): Promise<readonly ReadList[]> {
  const ending = extname(path).toLowerCase();
  if (ending === ".db") {
    const lists = await navidromePlaylists(await sourceFilesAt(path));
    return lists.map((list) => ({ ...list, query: "", lost: 0 }));
  }
  const text = textOf(await Deno.readFile(path));
  if (ending === ".xml") {
    return readRekordbox(text).playlists.map(({ name, tracks, lost }) => ({
      name,
      query: "",
      entries: tracks,
      lost,
    }));
  }
  try {
    const isPlain = /^\.m3u8?$/.test(ending);
    const { name, query, entries } = readPlaylist(isPlain ? `#EXTM3U\n${text}` : text);
    return [{
      name: name || nameOf(path),
      query,
      entries: entries.map(({ path: at, label }) => entryOf(at, { label, folder: dirname(path) })),
      lost: 0,
    }];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${error.message}: ${path}`);
  }
}

/** Stores a playlist with the tracks that it means; lines that say what became of it. */
export async function importList(
  list: ReadList,
  { store, index, now, dryRun }: {
    readonly store: Store;
    readonly index: TrackIndex;
    readonly now: number;
    readonly dryRun: boolean;
  },
): Promise<readonly string[]> {
  const { tracks, by, missing } = tracksOfList(list.entries, index);
  const ways = Object.entries(WAYS).flatMap(([way, called]) => {
    const count = by.get(way as keyof typeof WAYS) ?? 0;
    return count === 0 ? [] : [`${count} by ${called}`];
  });
  const total = list.entries.length + list.lost;
  const lines = [
    `${list.name}: ${tracks.length} of ${total} found${
      ways.length > 0 ? ` (${ways.join(", ")})` : ""
    }`,
    ...missing.slice(0, NAMED).map(({ entry, reason }) =>
      `  ${entry.path || [entry.artist, entry.title].join(" - ")}: ${reason}`
    ),
    ...(missing.length > NAMED ? [`  and ${missing.length - NAMED} more`] : []),
  ];
  if (tracks.length === 0) return [...lines, "  Not stored: nothing of it is in the collection"];
  const saved = savedPlaylists({ store });
  const kept = tracks.slice(0, MOST_SAVED);
  const there = (await saved.list()).some(({ value }) =>
    value.name === list.name && value.tracks.join() === kept.join()
  );
  if (there) return [...lines, "  It is there already, with the same tracks"];
  const playlist = { name: list.name, query: list.query, tracks: kept, created: now, changed: now };
  if (!dryRun) await saved.put(crypto.randomUUID(), playlist);
  return kept.length < tracks.length
    ? [...lines, `  Cut to ${MOST_SAVED} tracks, the most that a playlist holds`]
    : lines;
}

/** UTF-8, or where it is none, what Windows writes into M3U. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** A relative path is one from the folder of its playlist on. */
function entryOf(
  path: string,
  { label, folder }: { readonly label: string; readonly folder: string },
): ListedEntry {
  const [artist, ...title] = label.split(" - ");
  const isRelative = /^\.{1,2}\//.test(path);
  return {
    path: isRelative ? resolve(folder, path) : path,
    ...(title.length > 0 && { artist: artist!, title: title.join(" - ") }),
  };
}
