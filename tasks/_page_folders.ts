/** Which folders a page may have analysed, decided by the process that started the server. */
import { resolve, sep } from "node:path";
import { isLoopback } from "../web/address.ts";

/** What the server was started with. */
export interface PageFolders {
  /** The address that it listens on. */
  readonly host: string;
  /** Further names that it may be called by: others than its own machine's are among its readers. */
  readonly otherHosts: readonly string[];
  /** The folders of `--allow`. */
  readonly allowed: readonly string[];
  /** What `~` stands for. */
  readonly home: string | undefined;
}

/**
 * The folder that a page names, as a full path. Where only this machine reaches the server any folder may
 * be typed; where others do, only those of `--allow` and what lies below. Throws a RangeError that says
 * why a folder may not be analysed.
 */
export async function pageFolder(
  typed: string,
  { host, otherHosts, allowed, home }: PageFolders,
): Promise<string> {
  const text = typed.trim();
  const expanded = home !== undefined && /^~(\/|$)/.test(text) ? home + text.slice(1) : text;
  if (!/^([/\\]|[A-Za-z]:[/\\])/.test(expanded) || expanded.includes("\0")) {
    throw new RangeError(`Cannot analyse ${typed || "nothing"}: type the folder's full path`);
  }
  const path = await Deno.realPath(resolve(expanded)).catch(() => undefined);
  const info = path === undefined ? undefined : await Deno.stat(path).catch(() => undefined);
  if (path === undefined || !info?.isDirectory) {
    throw new RangeError(`Cannot analyse ${typed}: there is no such folder on this machine`);
  }
  if (isLoopback(host) && otherHosts.length === 0) return path;
  for (const folder of allowed) {
    const real = await Deno.realPath(folder).catch(() => undefined);
    if (real !== undefined && (path === real || path.startsWith(real + sep))) return path;
  }
  throw new RangeError(
    `Cannot analyse ${typed}: others reach this server, so only folders below those of --allow may be analysed from the page`,
  );
}
