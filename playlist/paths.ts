/** How paths are written for the machine that will read them. */
export interface PathOptions {
  /** Paths in this folder become relative to it; it is where the playlist file will lie. */
  readonly relativeTo?: string;
  /** Replaces the beginning of every path, for a machine that has the music elsewhere. */
  readonly prefix?: { readonly from: string; readonly to: string };
}

function folderOf(path: string): string {
  return path.replace(/\/+$/, "");
}

/**
 * A path as another machine knows it. Where `prefix.to` is written with backslashes, so is the rest.
 * A path outside `prefix.from` stays as it is.
 */
export function mapPath(path: string, options: PathOptions = {}): string {
  const { relativeTo, prefix } = options;
  if (relativeTo !== undefined) return relativePath(path, folderOf(relativeTo));
  if (prefix === undefined || prefix.from === "") return path;
  const from = folderOf(prefix.from);
  if (path !== from && !path.startsWith(`${from}/`)) return path;
  const rest = path.slice(from.length);
  const backslashes = prefix.to.includes("\\");
  const to = prefix.to.replace(/[\\/]+$/, "");
  return backslashes ? to + rest.replaceAll("/", "\\") : to + rest;
}

function relativePath(path: string, folder: string): string {
  if (!path.startsWith("/") || !/^(\/|$)/.test(folder)) return path;
  const to = path.split("/");
  const from = folder === "" ? [""] : folder.split("/");
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/");
}

/** Whether a path says where it is by itself: from the root, a drive, or a share. */
export function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}

/** A path as a URL: `file:` for an absolute one, else relative. */
export function pathToUrl(path: string): string {
  const slashes = /^([A-Za-z]:|\\)\\/.test(path) ? path.replaceAll("\\", "/") : path;
  const encoded = slashes.toWellFormed().split("/").map(encodeURIComponent).join("/");
  if (/^[A-Za-z]%3A\//.test(encoded)) return `file:///${encoded.replace("%3A", ":")}`;
  if (encoded.startsWith("//")) return `file:${encoded}`;
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

/** The inverse of {@linkcode pathToUrl}; other URLs stay as they are. */
export function urlToPath(url: string): string {
  if (/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(url)) return url;
  const path = url.replace(/^file:\/\/(localhost)?(?=\/)/i, "").replace(/^file:/i, "");
  const decoded = decode(path);
  return /^\/[A-Za-z]:\//.test(decoded) ? decoded.slice(1) : decoded;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
