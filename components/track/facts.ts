import type { TrackCard } from "../../similar/mod.ts";
import type { Absence, Descriptor, StageRecord } from "../../domain/mod.ts";

/** Where a value stands among those of the collection. */
export interface Place {
  readonly counts: readonly number[];
  readonly bin: number;
  readonly tracks: number;
  readonly below: number;
}

/** One descriptor of a track, with what is known about its value. */
export interface Finding {
  readonly descriptor: Descriptor;
  readonly value?: number | string;
  readonly absent?: Absence;
  readonly place?: Place;
  readonly stage?: StageRecord;
}

/** A class with its activation or strength; NaN where there is none. */
export interface NamedShare {
  readonly name: string;
  readonly share: number;
}

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
