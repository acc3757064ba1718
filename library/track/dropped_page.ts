import type { Along, Track } from "../../domain/mod.ts";
import type { Library } from "../library.ts";
import { type AskedParts, partsOf, type TrackParts } from "./_parts.ts";

/** What is known of a dropped file; `undefined` where it was not analysed, or is forgotten. */
export async function droppedPage(
  library: Library,
  { id, ...waiting }: AskedParts & { readonly id: string },
): Promise<TrackParts | undefined> {
  const subject = library.guests.subject(id);
  return subject && await partsOf(library, { subject, asked: { file: id }, ...waiting });
}

/** A dropped file as it is drawn along; `undefined` where it is not held any more. */
export async function droppedTrack(
  { guests }: Library,
  id: string,
): Promise<{ readonly track: Track; readonly along: Along | undefined } | undefined> {
  const [subject, sound] = [guests.subject(id), guests.sound(id)];
  const track = await subject?.track();
  if (!subject || !sound || !track) return undefined;
  return {
    track: { ...track, id, path: sound.path, file: { ...track.file, ...sound.file } },
    along: await subject.along(),
  };
}
