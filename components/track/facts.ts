import type { TrackCard } from "../../similar/mod.ts";
import type { Finding } from "../../domain/mod.ts";

/** A track that is another file of the same audio. */
export type Twin = Pick<TrackCard, "id" | "title" | "artist" | "path">;

/** Address of a track's page. */
export function trackHref(id: string, within = ""): string {
  return `/track/${encodeURIComponent(id)}${within === "" ? "" : `?${within}`}`;
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
