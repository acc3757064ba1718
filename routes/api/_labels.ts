import { LabelError } from "../../labels/mod.ts";
import { ask, type Library } from "../../library/mod.ts";
import { HttpError, jsonIn, shortened } from "../../web/mod.ts";

/** The most tracks that one request labels. */
const MOST_TRACKS = 20_000;
const LONGEST_WORD = 100;

/** What an edit of labels by hand asks for. */
export interface AskedEdit {
  readonly tracks: readonly string[];
  readonly label: string;
  readonly action: "add" | "set" | "remove";
  readonly by: string;
}

/** The edit in a request's body. Throws an HttpError 400 where it is no such thing. */
export async function editIn(req: Request, library: Library): Promise<AskedEdit> {
  const { query, label, action = "add", by = "hand", ...given } = await fieldsIn(req);
  const tracks = typeof query === "string" ? await tracksOf(query, library) : given["tracks"];
  if (!areIds(tracks, typeof query === "string" ? Infinity : MOST_TRACKS)) {
    throw new HttpError(
      400,
      `Cannot label: tracks has to be a list of 1 to ${MOST_TRACKS} track ids, or query one that any track matches`,
    );
  }
  if (typeof label !== "string" || typeof by !== "string" || by.length > LONGEST_WORD) {
    throw new HttpError(400, `Cannot label: label and by have to be words`);
  }
  if (action !== "add" && action !== "set" && action !== "remove") {
    throw new HttpError(400, "Cannot label: action has to be add, set or remove");
  }
  return { tracks, label, action, by };
}

/** The set that a request's body asks for. Throws an HttpError 400 where it asks for none. */
export async function wantedSetIn(
  req: Request,
): Promise<{ readonly name: string; readonly several: boolean }> {
  const { name, several = true } = await fieldsIn(req);
  if (typeof name !== "string" || typeof several !== "boolean") {
    throw new HttpError(
      400,
      "Cannot make a label set: name has to be a text, several true or false",
    );
  }
  return { name, several };
}

/** Does something with labels by hand; what the labels refuse is a 400, a set that is not there a 404. */
export async function withSet<Answer>(
  { store }: Library,
  { id, run }: { readonly id: string; readonly run: () => Promise<Answer> },
): Promise<Answer> {
  if (!await store.labels.get(id)) {
    throw new HttpError(404, `There is no label set ${shortened(id)}`);
  }
  return await refused(run);
}

/** What labels refuse, as an HttpError 400. */
export async function refused<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof LabelError ? new HttpError(400, error.message) : error;
  }
}

async function fieldsIn(req: Request): Promise<Readonly<Record<string, unknown>>> {
  const value = await jsonIn(req);
  if (typeof value !== "object" || value === null) {
    throw new HttpError(400, "Cannot read the request: expected an object");
  }
  return value as Record<string, unknown>;
}

/** All tracks that a written query asks for. Throws an HttpError 400 where it cannot be read. */
async function tracksOf(query: string, library: Library): Promise<string[]> {
  const { columns, rows, problems } = await ask(library, new URLSearchParams(query));
  const [problem] = problems;
  if (problem) throw new HttpError(400, `Cannot label: ${problem.parameter} cannot be read`);
  return Array.from(rows, (row) => columns.ids[row]!);
}

function areIds(value: unknown, most: number): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= most &&
    value.every((id) => typeof id === "string" && id.length <= 200);
}
