import { idOf } from "./_ids.ts";
import type { Song } from "./songs.ts";

/** A folder of music files. */
export interface Folder {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  /** `undefined` for one that was analysed as a whole. */
  readonly parent: Folder | undefined;
  readonly folders: readonly Folder[];
  readonly songs: readonly Song[];
}

interface Growing extends Folder {
  readonly folders: Growing[];
  readonly songs: Song[];
}

/** The folders that hold songs, below those that were analysed; a file in none of these has its own. */
export function foldersOf(songs: readonly Song[], roots: readonly string[]) {
  const folders = new Map<string, Growing>();
  const folderOf = new Map<Song, Folder>();
  const tops: Growing[] = [];
  const plain = roots.map((root) => root.replace(/\/+$/, ""));
  const outermost = plain.filter((root) => !plain.some((other) => root.startsWith(`${other}/`)));
  const isTop = new Set(outermost);
  const at = (path: string, inside: boolean): Growing => {
    const id = idOf("fo", path);
    const known = folders.get(id);
    if (known) return known;
    const cut = path.lastIndexOf("/");
    const parent = !inside || isTop.has(path) || cut < 0 ? undefined : at(path.slice(0, cut), true);
    const folder = { id, path, name: path.slice(cut + 1) || "/", parent, folders: [], songs: [] };
    folders.set(id, folder);
    if (parent) parent.folders.push(folder);
    else tops.push(folder);
    return folder;
  };
  for (const song of songs) {
    const path = song.path.slice(0, Math.max(0, song.path.lastIndexOf("/")));
    const inside = outermost.some((root) => path === root || path.startsWith(`${root}/`));
    const folder = at(path, inside);
    folder.songs.push(song);
    folderOf.set(song, folder);
  }
  const byPath = (a: { path: string }, b: { path: string }) => a.path < b.path ? -1 : 1;
  for (const folder of folders.values()) {
    folder.folders.sort(byPath);
    folder.songs.sort(byPath);
  }
  return {
    folders: folders as ReadonlyMap<string, Folder>,
    folderOf: folderOf as ReadonlyMap<Song, Folder>,
    roots: tops.sort(byPath) as readonly Folder[],
  };
}
