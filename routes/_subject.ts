import type { SimilarRequest } from "../similar/mod.ts";
import { type Library, type Subject, trackSubject } from "../library/mod.ts";
import { HttpError, shortened } from "../web/mod.ts";

/**
 * What a request wants the neighbours of; `undefined` where it names nothing. Throws an HttpError 404
 * where what it names is not there.
 */
export function subjectOf(
  library: Library,
  { track, file }: SimilarRequest,
): Subject | undefined {
  if (file !== undefined) return fileSubjectOf(library, file);
  if (track === undefined) return undefined;
  const subject = trackSubject(library, track);
  if (!subject) {
    throw new HttpError(404, `There is no track ${shortened(track)} in this collection`);
  }
  return subject;
}

function fileSubjectOf(library: Library, id: string): Subject {
  const { guests } = library;
  const kept = guests.trackOf(id);
  const track = kept === undefined ? undefined : trackSubject(library, kept);
  if (track) return track;
  const guest = guests.guest(id);
  if (!guest) {
    throw new HttpError(404, "This file is forgotten: drop it on the Similar page again");
  }
  const { state } = guest;
  if (state.state === "failed") {
    throw new HttpError(422, `Cannot compare ${guest.name}: ${state.reason}`);
  }
  const subject = guests.subject(id);
  if (!subject) {
    throw new HttpError(503, `Cannot compare ${guest.name}: it is still being analysed`);
  }
  return subject;
}
