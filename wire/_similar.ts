import type { Guest, Kept, PathAnswer, SimilarAnswer } from "../similar/mod.ts";
import type { TrackId } from "../domain/mod.ts";
import { askJson } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** The neighbours of a track. @param request As `formatSimilar()` writes it */
export function findNeighbours(request: string, signal: AbortSignal): Promise<SimilarAnswer> {
  return askJson(`/api/similar?${request}`, { to: "find the neighbours", signal });
}

/** A path between two tracks. @param request The parameters of `/api/similar/path` */
export function findPath(request: string, signal: AbortSignal): Promise<PathAnswer> {
  return askJson(`/api/similar/path?${request}`, { to: "find a path", signal });
}

/** Sends an audio file to be analysed; its neighbours can be asked for once that is done. */
export function sendSound(file: File): Promise<Guest> {
  const parameters = new URLSearchParams({ name: file.name });
  return askJson(`/api/similar/file?${parameters}`, {
    to: `send ${file.name}`,
    method: "POST",
    body: file,
  });
}

/** Follows the analysis of a sent file; gives the end of this. */
export function followSound(
  id: string,
  how: {
    readonly onEvent: (guest: Guest) => void;
    /** Told once why no more will come. */
    readonly onLost: (reason: string) => void;
  },
): () => void {
  return follow<Guest>(`/api/similar/file/${id}`, how);
}

/** Makes a sent file a track of the collection; gives its id. */
export async function keepSound(id: string): Promise<TrackId> {
  const { track } = await askJson<Kept>(`/api/similar/file/${id}/keep`, {
    to: "keep the file",
    method: "POST",
  });
  return track;
}
