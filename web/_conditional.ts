/** Whether a tag, in either strength or compressed form, is among those of `If-None-Match`. */
export function matchesTag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === "*") return true;
  return header.split(",").some((tag) => plainTag(tag) === plainTag(etag));
}

/** A tag without weakness mark and without the suffix that compression adds. */
export function plainTag(etag: string): string {
  return etag.trim().replace(/^W\//, "").replace(/-gzip"$/, '"');
}

/** Whether the client's copy is still good. `If-None-Match` goes before `If-Modified-Since`. */
export function isFresh(req: Request, etag: string, modified?: Date): boolean {
  const tags = req.headers.get("if-none-match");
  if (tags !== null) return matchesTag(tags, etag);
  const since = Date.parse(req.headers.get("if-modified-since") ?? "");
  return modified !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

/** Bytes `start..end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header against a body of `size` bytes (RFC 9110, section 14).
 *
 * @returns undefined when the whole body is to be sent (no header, another unit, several ranges),
 * "unsatisfiable" when no byte of the body is asked for
 */
export function byteRange(
  header: string | null,
  size: number,
): ByteRange | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** Whether `If-Range` lets the range stand: absent, or naming the body as it is now. */
export function rangeHolds(req: Request, etag: string, modified?: Date): boolean {
  const header = req.headers.get("if-range");
  if (header === null) return true;
  if (header.startsWith('"')) return header === etag;
  return modified !== undefined && Date.parse(header) === Math.floor(+modified / 1000) * 1000;
}
