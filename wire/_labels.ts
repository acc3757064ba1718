import type { LabelSet, TrackId } from "../domain/mod.ts";
import { askJson } from "./_ask.ts";

/** A label set as it stands in the list. */
export interface LabelSetRow
  extends Pick<LabelSet, "id" | "name" | "origin" | "several" | "classes"> {
  /** Tracks of the collection that it says something of. */
  readonly tracks: number;
}

/** The label sets of the collection. */
export async function listLabelSets(): Promise<readonly LabelSetRow[]> {
  const { sets } = await askJson<{ readonly sets: readonly LabelSetRow[] }>("/api/labels", {
    to: "list the label sets",
  });
  return sets;
}

/** Makes an empty set for labels by hand; gives its id. */
export async function makeLabelSet(
  set: { readonly name: string; readonly several: boolean },
): Promise<string> {
  const { id } = await askJson<{ readonly id: string }>("/api/labels", {
    to: "make the label set",
    method: "POST",
    json: set,
  });
  return id;
}

/** The tracks that are labelled: by id, or all that a written query asks for. */
export type LabelTarget = { readonly tracks: readonly TrackId[] } | { readonly query: string };

/** What an edit of labels did. */
export interface LabelsEdited {
  readonly set: string;
  readonly tracks: number;
  /** Takes it back; see {@linkcode undoLabels}. */
  readonly undo: string;
}

/** Labels tracks by hand. */
export function labelTracks(
  set: string,
  edit: LabelTarget & {
    readonly label: string;
    readonly action: "add" | "set" | "remove";
    readonly by: string;
  },
): Promise<LabelsEdited> {
  return askJson(`/api/labels/${encodeURIComponent(set)}/edits`, {
    to: "label these tracks",
    method: "POST",
    json: edit,
  });
}

/** Takes an edit back; gives what makes it again. */
export function undoLabels(undo: string): Promise<LabelsEdited> {
  return askJson("/api/labels/undo", {
    to: "take the labels back",
    method: "POST",
    json: { undo },
  });
}
