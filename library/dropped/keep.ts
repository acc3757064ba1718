import { dirname } from "node:path";
import type { FileNote, Kept, SimilarRequest } from "../../similar/mod.ts";
import { titleOf, type TrackId } from "../../domain/mod.ts";
import { fileExists, recordAnalysis } from "../../ingest/mod.ts";
import type { StoredTrack } from "../../store/mod.ts";
import { GuestError, guestErrorOf } from "./_held_files.ts";
import { pathsFor } from "../_names.ts";
import type { AnalysedGuest } from "./guests.ts";
import type { Library } from "../library.ts";

/**
 * What a page says about the file of a query: of a dropped one where it would be kept, of a track
 * whose file was kept where it is; `undefined` of any other.
 */
export async function fileNoteOf(
  library: Library,
  { request, path }: { readonly request: SimilarRequest; readonly path: string },
): Promise<FileNote | undefined> {
  if (request.file !== undefined) return await offerFor(library, request.file);
  const { keptFolder } = library.guests;
  const isKept = keptFolder !== undefined && dirname(path) === keptFolder;
  return isKept ? { is: "kept", path } : undefined;
}

async function offerFor(library: Library, id: string): Promise<FileNote> {
  try {
    const { name, file, keptIn } = library.guests.analysed(id);
    const known = await trackOfContent(library, file.hash);
    if (known) return { is: "known", track: known.id, title: titleOf(known) };
    for (const path of pathsFor(name, keptIn)) {
      if (!await fileExists(path)) return { is: "keepable", path };
    }
    throw noFreeName(name);
  } catch (error) {
    if (error instanceof GuestError) return { is: "lost", reason: error.message };
    throw error;
  }
}

/**
 * Makes a dropped file a track: moves it into the folder of kept files, never over another, and
 * records what its analysis found. Where its content is in the collection nothing is written. Throws a
 * GuestError where it cannot, and then everything is as it was.
 */
export async function keepGuest(library: Library, id: string): Promise<Kept> {
  const { collection } = library;
  const kept = await library.guests.keep(id, async (guest) => {
    const known = await trackOfContent(library, guest.file.hash);
    return known
      ? { track: known.id, path: known.path, known: true }
      : await keepFile(library, guest);
  });
  await collection.refresh();
  // The first look may have been under way before the track was written.
  if (collection.row(kept.track) === undefined) await collection.refresh();
  return kept;
}

async function trackOfContent(
  { store }: Library,
  hash: string,
): Promise<StoredTrack | undefined> {
  const [id] = await store.tracksWithHash(hash);
  return id === undefined ? undefined : await store.getTrack(id);
}

async function keepFile(library: Library, guest: AnalysedGuest): Promise<Kept> {
  const { name, file, keptIn } = guest;
  let path: string | undefined;
  try {
    path = await moveUnder(name, { from: file.path, folder: keptIn });
    const track = await recordAt(library, { guest, path });
    return { track, path, known: false };
  } catch (error) {
    if (path !== undefined) await Deno.rename(path, file.path);
    throw guestErrorOf(`keep ${name} in ${keptIn}`, error);
  }
}

/** Moves a file to the first free of its names: an empty file reserves the name, as moving overwrites. */
async function moveUnder(
  name: string,
  { from, folder }: { readonly from: string; readonly folder: string },
): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  for (const path of pathsFor(name, folder)) {
    try {
      (await Deno.open(path, { createNew: true, write: true })).close();
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) continue;
      throw error;
    }
    try {
      await Deno.rename(from, path);
      return path;
    } catch (error) {
      await Deno.remove(path);
      throw error;
    }
  }
  throw noFreeName(name);
}

function noFreeName(name: string): GuestError {
  return new GuestError(`Cannot keep ${name}: there is no free name for it`);
}

async function recordAt(
  { store }: Library,
  { guest: { file, analysis }, path }: { readonly guest: AnalysedGuest; readonly path: string },
): Promise<TrackId> {
  const { size, mtime } = await Deno.stat(path);
  const found = { path, size, modified: mtime?.getTime() ?? 0, hash: file.hash };
  const claim = await store.claimTrack(found, fileExists);
  const before = claim.kind === "new" ? undefined : claim.track;
  const subject = { ...found, id: claim.id, before };
  await recordAnalysis(store, { subject, analysis, now: Date.now() });
  return claim.id;
}
