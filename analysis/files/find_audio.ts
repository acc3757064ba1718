import { join } from "node:path";
import type { Instant } from "../../domain/mod.ts";
import { lookInside } from "./_look_inside.ts";
import { inShard, type Shard } from "./shard.ts";
import { reasonOf } from "./reason.ts";

/** A file that holds audio. */
export interface FoundAudio {
  readonly path: string;
  /** Path below the root it was found under, with `/`; the file's name where the root is a file. */
  readonly relative: string;
  /** Bytes. */
  readonly size: number;
  readonly modified: Instant;
}

/** A file or folder that was left out, and why. */
export interface SkippedPath {
  readonly path: string;
  readonly skipped: string;
}

/** How {@linkcode findAudio} walks. */
export interface FindOptions {
  /** Only the files of this shard; skipped files are listed by every shard. */
  readonly shard?: Shard;
  /** Walk hidden folders and take hidden files too. */
  readonly hidden?: boolean;
  /** Called for each file that is neither audio nor named like audio, such as a cover or a cue sheet. */
  readonly onIgnored?: (path: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Finds every audio file below some folders, however nested. Content decides what is audio, not the
 * name; what is named like audio and holds none is listed with its reason, other files are passed over.
 *
 * Order: roots as given, the entries of a folder by code unit, depth first; what is reached through
 * symbolic links alone comes last. Links are followed, and each real folder and each linked file is
 * visited once, so loops end and roots may overlap. Memory: the names of the folders on the way down,
 * an id a folder, and the links.
 *
 * @param roots Folders or files.
 */
export async function* findAudio(
  roots: readonly string[],
  options: FindOptions = {},
): AsyncGenerator<FoundAudio | SkippedPath> {
  const walk = new Walk(options);
  for (const root of roots) yield* walk.fromRoot(root);
  yield* walk.links();
}

interface Place {
  readonly path: string;
  readonly relative: string;
}

interface OpenFolder extends Place {
  readonly names: readonly string[];
  next: number;
}

type Outcome = FoundAudio | SkippedPath;

class Walk {
  readonly #options: FindOptions;
  readonly #folders = new Set<string>();
  readonly #linkedFiles = new Set<string>();
  #links: Place[] = [];

  constructor(options: FindOptions) {
    this.#options = options;
  }

  async *fromRoot(root: string): AsyncGenerator<Outcome> {
    const path = root.length > 1 ? root.replace(/\/+$/, "") || "/" : root;
    const { info, reason } = await statOf(path);
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!info) yield { path, skipped: reason };
    else if (info.isDirectory) yield* this.#folder({ path, relative: "" }, info);
    else yield* this.#file({ path, relative: name }, { info, name });
  }

  /** Follows the links met so far, folders first, until none is left. */
  async *links(): AsyncGenerator<Outcome> {
    const files: Place[] = [];
    while (this.#links.length > 0) {
      const links = this.#links;
      this.#links = [];
      for (const link of links) {
        const { info, reason } = await statOf(link.path);
        if (!info) yield { path: link.path, skipped: `link: ${reason}` };
        else if (info.isDirectory) yield* this.#linkedFolder(link, info);
        else files.push(link);
      }
    }
    for (const link of files) yield* this.#linkedFile(link);
  }

  async *#linkedFolder(link: Place, info: Deno.FileInfo): AsyncGenerator<Outcome> {
    if (this.#folders.has(identity(info, link.path))) {
      yield { path: link.path, skipped: "link to a folder that is visited anyway" };
    } else yield* this.#folder(link, info);
  }

  async *#linkedFile(link: Place): AsyncGenerator<Outcome> {
    const target = await realPathOf(link.path);
    const { info, reason } = await statOf(target);
    const parent = join(target, "..");
    const { info: folder } = await statOf(parent);
    if (!info) {
      yield { path: link.path, skipped: `link: ${reason}` };
      return;
    }
    const id = identity(info, target);
    const isInFound = folder !== undefined && this.#folders.has(identity(folder, parent));
    if (isInFound || this.#linkedFiles.has(id)) {
      yield { path: link.path, skipped: "link to a file that is visited anyway" };
      return;
    }
    this.#linkedFiles.add(id);
    yield* this.#file(link, { info, name: nameOf(link) });
  }

  async *#folder(place: Place, info: Deno.FileInfo): AsyncGenerator<Outcome> {
    const stack: OpenFolder[] = [];
    yield* this.#open(stack, { place, info });
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      this.#options.signal?.throwIfAborted();
      const name = top.names[top.next++];
      if (name === undefined) {
        stack.pop();
        continue;
      }
      const relative = top.relative ? `${top.relative}/${name}` : name;
      yield* this.#entry({ path: join(top.path, name), relative }, { name, stack });
    }
  }

  async *#open(
    stack: OpenFolder[],
    folder: { readonly place: Place; readonly info: Deno.FileInfo },
  ): AsyncGenerator<Outcome> {
    const { path, relative } = folder.place;
    const id = identity(folder.info, path);
    if (this.#folders.has(id)) return;
    this.#folders.add(id);
    try {
      const names: string[] = [];
      for await (const entry of Deno.readDir(path)) names.push(entry.name);
      stack.push({ path, relative, names: names.sort(), next: 0 });
    } catch (error) {
      yield { path, skipped: `cannot read folder: ${reasonOf(error, path)}` };
    }
  }

  async *#entry(
    place: Place,
    at: { readonly name: string; readonly stack: OpenFolder[] },
  ): AsyncGenerator<Outcome> {
    let info: Deno.FileInfo;
    try {
      info = await Deno.lstat(place.path);
    } catch (error) {
      yield { path: place.path, skipped: reasonOf(error, at.name) };
      return;
    }
    const isHidden = at.name.startsWith(".") && !this.#options.hidden;
    if (info.isSymlink) {
      if (!isHidden) this.#links.push(place);
    } else if (!info.isDirectory) yield* this.#file(place, { info, name: at.name });
    else if (isHidden) yield { path: place.path, skipped: "hidden folder" };
    else yield* this.#open(at.stack, { place, info });
  }

  async *#file(
    place: Place,
    file: { readonly info: Deno.FileInfo; readonly name: string },
  ): AsyncGenerator<Outcome> {
    const { info, name } = file;
    const special = specialKind(info);
    const verdict = special
      ? { skipped: special }
      : await lookInside(place.path, { name, size: info.size, hidden: !!this.#options.hidden });
    if (verdict === "ignored") this.#options.onIgnored?.(place.path);
    else if (verdict !== "audio") yield { path: place.path, ...verdict };
    else if (!this.#options.shard || inShard(place.relative, this.#options.shard)) {
      yield { ...place, size: info.size, modified: info.mtime?.getTime() ?? 0 };
    }
  }
}

type Stat =
  | { readonly info: Deno.FileInfo; readonly reason?: never }
  | { readonly info?: never; readonly reason: string };

async function statOf(path: string): Promise<Stat> {
  try {
    return { info: await Deno.stat(path) };
  } catch (error) {
    return { reason: reasonOf(error, path) };
  }
}

/** Where a link leads; the link itself where that cannot be found out, as `stat` will say why. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    return path;
  }
}

function nameOf(place: Place): string {
  return place.relative.slice(place.relative.lastIndexOf("/") + 1);
}

function identity(info: Deno.FileInfo, path: string): string {
  return info.ino === null ? path : `${info.dev}:${info.ino}`;
}

function specialKind(info: Deno.FileInfo): string | undefined {
  if (info.isFifo) return "named pipe";
  if (info.isSocket) return "socket";
  if (info.isCharDevice || info.isBlockDevice) return "device";
  return info.isFile ? undefined : "not a regular file";
}
