import type { TrackCard } from "../../similar/mod.ts";
import type { Finding, Playable } from "../../domain/mod.ts";

/** A track that is another file of the same audio. */
export type Twin = Pick<TrackCard, "id" | "title" | "artist" | "path">;

/** Address of a track's page. */
export function trackHref(id: string, within = ""): string {
  return `/track/${encodeURIComponent(id)}${within === "" ? "" : `?${within}`}`;
}

/** Address of the page of what is played; `undefined` where nobody may learn which track it is. */
export function playedHref({ id, dropped, blind }: Playable): string | undefined {
  if (blind) return undefined;
  return dropped ? droppedHref(id) : trackHref(id);
}

/** Address of the page of a file that was dropped. */
export function droppedHref(id: string): string {
  return `/track/dropped/${encodeURIComponent(id)}`;
}

/** The number of a finding; NaN where there is none. */
export function numberOf(findings: readonly Finding[], id: string): number {
  const value = findings.find(({ descriptor }) => descriptor.id === id)?.value;
  return typeof value === "number" ? value : NaN;
}

/** The name that a finding has for a value. */
export function nameOf(findings: readonly Finding[], id: string): string | undefined {
  const value = findings.find(({ descriptor }) => descriptor.id === id)?.value;
  return typeof value === "string" ? value : undefined;
}
