import type { TrackId } from "../domain/mod.ts";
import { askJson } from "./_ask.ts";

/** A set of labels by hand, and how many tracks have a label of it. */
export interface HandSet {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly string[];
  /** Whether a track can have more than one label. */
  readonly several: boolean;
  readonly tracks: number;
}

/** The sets of labels by hand, and which labels of them a track has, by the id of the set. */
export interface HandLabels {
  readonly sets: readonly HandSet[];
  readonly given: Readonly<Record<string, readonly string[]>>;
}

const ALL = "/api/labels";

/** The sets of labels by hand; with the labels of one track where there is one. */
export function handLabels(track?: TrackId): Promise<HandLabels> {
  const of = track === undefined ? "" : `?track=${encodeURIComponent(track)}`;
  return askJson(`${ALL}${of}`, { to: "read the labels" });
}

/** Makes an empty set of labels by hand. */
export function makeHandSet(
  wanted: { readonly name: string; readonly several: boolean },
): Promise<HandSet> {
  return askJson(ALL, { to: "make a label set", method: "POST", json: wanted });
}

/** Labels tracks, named by id or all that a query asks for; gives the name of the edit. */
export async function labelTracks(
  set: string,
  edit: {
    readonly label: string;
    readonly action: "add" | "set" | "remove";
    readonly by?: string;
  } & ({ readonly tracks: readonly TrackId[] } | { readonly query: string }),
): Promise<string> {
  const asking = { to: "label", method: "POST", json: edit } as const;
  const done = await askJson<{ readonly edit: string }>(edits(set), asking);
  return done.edit;
}

/** Takes an edit back; gives the name of what makes it again. */
export async function takeLabelsBack(set: string, edit: string): Promise<string> {
  const address = `${edits(set)}/${encodeURIComponent(edit)}`;
  const asking = { to: "take the label back", method: "DELETE" } as const;
  const done = await askJson<{ readonly edit: string }>(address, asking);
  return done.edit;
}

function edits(set: string): string {
  return `${ALL}/${encodeURIComponent(set)}/edits`;
}
