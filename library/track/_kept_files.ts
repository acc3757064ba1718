import { join } from "node:path";

/** Whether a file is there; marks it as just used. */
export async function touch(path: string): Promise<boolean> {
  try {
    await Deno.utime(path, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
}

/** Deletes the files of a folder that are longest unused, so that there is room for one more. */
export async function makeRoom(folder: string, most: number): Promise<void> {
  const files: { readonly path: string; readonly used: number }[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    files.push({ path, used: (await Deno.stat(path)).mtime?.getTime() ?? 0 });
  }
  files.sort((a, b) => b.used - a.used);
  for (const { path } of files.slice(most - 1)) await Deno.remove(path);
}
