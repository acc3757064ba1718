import { basename, dirname, join, relative } from "node:path";
import { LabelError } from "./failure.ts";

/** The files of a source of labels; whoever reads it asks by name and never for more than it needs. */
export interface SourceFiles {
  /** What the user named. */
  readonly root: string;
  /** Paths below the root's folder, `/` between folders, in order. */
  readonly names: readonly string[];
  /** The bytes of one of them. */
  open(name: string): Promise<ReadableStream<Uint8Array>>;
}

/** The most files that are listed; a folder of more is not that of a data set's annotations. */
const MOST_FILES = 2_000_000;

/** A file, or a folder with all below it. Hidden files and those that begin with `._` are left out. */
export async function sourceFilesAt(path: string): Promise<SourceFiles> {
  let stat: Deno.FileInfo;
  try {
    stat = await Deno.stat(path);
  } catch (cause) {
    throw new LabelError(
      `Cannot read labels from ${path}: there is no such file or folder`,
      { cause },
    );
  }
  const folder = stat.isDirectory ? path : dirname(path);
  const names: string[] = [];
  if (stat.isDirectory) await list(folder, { root: folder, names });
  else names.push(basename(path));
  return {
    root: path,
    names: names.sort(),
    async open(name) {
      return (await Deno.open(join(folder, name))).readable;
    },
  };
}

async function list(
  folder: string,
  { root, names }: { readonly root: string; readonly names: string[] },
): Promise<void> {
  for await (const entry of Deno.readDir(folder)) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory) await list(path, { root, names });
    else names.push(relative(root, path).replaceAll("\\", "/"));
    if (names.length > MOST_FILES) {
      throw new LabelError(`Cannot read labels from ${root}: it holds over ${MOST_FILES} files`);
    }
  }
}

/** Files in memory, by name. */
export function sourceFilesOf(files: Readonly<Record<string, string | Uint8Array>>): SourceFiles {
  return {
    root: "memory",
    names: Object.keys(files).sort(),
    open(name) {
      return Promise.resolve(new Blob([files[name]! as BlobPart]).stream());
    },
  };
}

/** The first name for which `wanted` holds; its file's own name and the whole path are given. */
export function nameWhere(
  { names }: SourceFiles,
  wanted: (file: string, path: string) => boolean,
): string | undefined {
  return names.find((path) => wanted(path.slice(path.lastIndexOf("/") + 1).toLowerCase(), path));
}

/** All names for which `wanted` holds. */
export function namesWhere(
  { names }: SourceFiles,
  wanted: (file: string, path: string) => boolean,
): string[] {
  return names.filter((path) => wanted(path.slice(path.lastIndexOf("/") + 1).toLowerCase(), path));
}
