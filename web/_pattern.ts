/** A file below `routes/`, and what its name means. */
export interface RouteFile {
  /** Path below the routes folder, with `/`, without extension. */
  readonly id: string;
  readonly kind: "route" | "app" | "layout" | "middleware" | "error" | "notFound" | "fault";
  /** Folder of the file as path segments; `[]` for the root. */
  readonly folder: readonly string[];
  /** Hono pattern, for routes alone. */
  readonly pattern: string;
}

const SPECIAL: Readonly<Record<string, RouteFile["kind"]>> = {
  _app: "app",
  _layout: "layout",
  _middleware: "middleware",
  _error: "error",
  _404: "notFound",
  _500: "fault",
};

/**
 * Files below `routes/` that are no routes: those below a folder, or of a name, that begins with `_`, but
 * for the special ones. It is what Fresh would be told to ignore.
 */
export const PRIVATE = new RegExp(
  `(?:^|/)_(?!(?:${Object.keys(SPECIAL).map((name) => name.slice(1)).join("|")})\\.tsx?$)`,
);

/**
 * Reads a route file's meaning from its path.
 *
 * @param path Below the routes folder, with `/`, e.g. `api/tracks/[id].ts`
 * @returns undefined for files that are not routes: other extensions, tests, private `_x` files
 */
export function routeFile(path: string): RouteFile | undefined {
  const match = /^(?<id>.+)\.tsx?$/.exec(path);
  if (!match?.groups || path.endsWith(".d.ts") || PRIVATE.test(path)) return undefined;
  const id = match.groups["id"] ?? "";
  const segments = id.split("/");
  const name = segments.at(-1) ?? "";
  const folder = segments.slice(0, -1);
  const kind = SPECIAL[name] ?? "route";
  return { id, kind, folder, pattern: kind === "route" ? patternOf(segments, path) : "" };
}

function patternOf(segments: readonly string[], path: string): string {
  const parts: string[] = [];
  for (const segment of segments) {
    if (segment === "index" || /^\(.+\)$/.test(segment)) continue;
    const rest = /^\[\.\.\.(\w+)\]$/.exec(segment);
    const param = /^\[(\w+)\]$/.exec(segment);
    if (rest) parts.push(`:${rest[1]}{.+}`);
    else if (param) parts.push(`:${param[1]}`);
    else if (/^[\w.~-]+$/.test(segment)) parts.push(segment);
    else {
      throw new SyntaxError(
        `Cannot make a route of ${path}: "${segment}" is neither a name, [param], [...rest] nor (group)`,
      );
    }
  }
  return "/" + parts.join("/");
}

/** Orders patterns so that the more specific one is asked first. */
export function bySpecificity(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i]);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (segment.endsWith("{.+}")) return 3;
  return segment.startsWith(":") ? 2 : 1;
}
