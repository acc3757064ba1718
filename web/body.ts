import { HttpError } from "./http_error.ts";

/** What a body may be at most, where it is read whole. */
export interface BodyLimits {
  /** Bytes. */
  readonly bytes: number;
  /** Milliseconds until all of it is there. */
  readonly time: number;
}

/** 1 MB within 30 s. */
export const BODY_LIMITS: BodyLimits = { bytes: 1_000_000, time: 30_000 };

/** How deep lists and objects may stand in each other. */
const DEPTH = 32;

/**
 * The JSON in a request's body. Nothing that is too long is read to its end, and nothing that is too
 * deep is parsed.
 *
 * @throws HttpError 400 where it is no JSON or nested too deep, 408 where it does not come, 413 where
 * it is too long
 */
export async function jsonIn(req: Request, limits: BodyLimits = BODY_LIMITS): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesIn(req, limits));
  if (depthOf(text) > DEPTH) {
    throw new HttpError(400, `Cannot read JSON: it is nested deeper than ${DEPTH} levels`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "Cannot read the request: its body is not JSON");
  }
}

/**
 * The text fields of a form in a request's body, `application/x-www-form-urlencoded` or
 * `multipart/form-data`; files in it are passed over.
 *
 * @throws HttpError 400 where it is no form, 408 and 413 as {@linkcode jsonIn}, 415 for other types
 */
export async function formIn(
  req: Request,
  limits: BodyLimits = BODY_LIMITS,
): Promise<URLSearchParams> {
  const type = req.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw new HttpError(415, "Cannot read the request: its body is not a form");
  }
  const bytes = await bytesIn(req, limits);
  try {
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    const texts = [...form].flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : []
    );
    return new URLSearchParams(texts);
  } catch {
    throw new HttpError(400, "Cannot read the request: its form is damaged");
  }
}

async function bytesIn(req: Request, limits: BodyLimits): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers.get("content-length") ?? 0) > limits.bytes) throw tooLong(limits);
  if (!req.body) return new Uint8Array();
  const reader = req.body.getReader();
  const timer = setTimeout(() => void reader.cancel(LATE).catch(() => {}), limits.time);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const started = performance.now();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > limits.bytes) {
        void reader.cancel().catch(() => {});
        throw tooLong(limits);
      }
      parts.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  if (performance.now() - started >= limits.time) {
    throw new HttpError(408, "Cannot read the request: its body did not come in time");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const LATE = "the body did not come in time";

function tooLong({ bytes }: BodyLimits): HttpError {
  return new HttpError(413, `Cannot read the request: its body is longer than ${bytes} bytes`, {
    headers: { "connection": "close" },
  });
}

/** How deep lists and objects stand in each other, by their brackets outside of texts. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (inText) {
      if (char === "\\") i++;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === "[" || char === "{") deepest = Math.max(deepest, ++depth);
    else if (char === "]" || char === "}") depth--;
  }
  return deepest;
}
