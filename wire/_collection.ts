import type { TrackCard } from "../similar/mod.ts";
import type { ClassSummary } from "../report/page.ts";
import { ask, askJson } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** What the server says of the collection as it is now. */
export interface Status {
  readonly version: number;
  readonly tracks: number;
  readonly errors: number;
  readonly run: {
    readonly done: number;
    readonly failed: number;
    readonly total: number;
    readonly tracksPerSecond?: number;
  } | null;
}

/** Hands on the status of the collection as it changes; gives the end of this. */
export function followStatus(onEvent: (status: Status) => void): () => void {
  return follow<Status>("/api/status", { onEvent });
}

/** The columns of the whole collection as Arrow, and which version of it they are. */
export async function loadColumns(
  signal: AbortSignal,
): Promise<{ readonly arrow: Uint8Array; readonly version: number }> {
  const response = await ask("/api/columns.arrow", { to: "load the collection", signal });
  return {
    arrow: new Uint8Array(await response.arrayBuffer()),
    version: Number(response.headers.get("x-fonoteca-version") ?? 0),
  };
}

/** Every style of the collection with its tracks; undefined where it has none. */
export async function loadStyles(signal: AbortSignal): Promise<ClassSummary | undefined> {
  const { styles } = await askJson<{ readonly styles: ClassSummary | null }>("/api/summary", {
    to: "read the styles",
    signal,
  });
  return styles ?? undefined;
}

/** The first tracks that have some words, and how many there are. */
export interface Found {
  readonly matching: number;
  readonly tracks: readonly TrackCard[];
}

/** Finds tracks by title, artist or path. */
export function searchTracks(
  { words, limit, signal }: {
    readonly words: string;
    readonly limit: number;
    readonly signal: AbortSignal;
  },
): Promise<Found> {
  const parameters = new URLSearchParams({ q: words, limit: String(limit) });
  return askJson<Found>(`/api/search?${parameters}`, { to: "find tracks", signal });
}

/** The page that is open, as the server would give it now. */
export async function readPage(signal: AbortSignal): Promise<Document> {
  const response = await ask(location.href, { to: "read the page", signal });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
