import type { CompareRequest } from "../compare/mod.ts";
import { type Library, type Subject, trackSubject } from "../library/mod.ts";
import { HttpError } from "../web/mod.ts";

/**
 * What a request wants the neighbours of; `undefined` where it names nothing. Throws an HttpError 404
 * where what it names is not there.
 */
export async function subjectOf(
  library: Library,
  { track }: CompareRequest,
): Promise<Subject | undefined> {
  if (track === undefined) return undefined;
  const subject = await trackSubject(library, track);
  if (!subject) throw new HttpError(404, `There is no track ${track} in this collection`);
  return subject;
}
