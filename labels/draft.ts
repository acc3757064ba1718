import type { LabelField, Split } from "../domain/mod.ts";
import type { SourceFiles } from "./files.ts";
import type { TrackIndex } from "./track_index.ts";

/** How a row of a source finds its track; what is there is tried in this order. */
export interface Match {
  /** A track's id in the collection. */
  readonly id?: string | undefined;
  /** The end of a track's path. */
  readonly path?: string | undefined;
  /** File names without folders and ending. */
  readonly stems?: readonly string[] | undefined;
  /** Artist and title, where the recording itself has no common name. */
  readonly song?: { readonly artist: string; readonly title: string } | undefined;
  /** Whether a file's name alone counts only where artist and title, if known, do not say otherwise. */
  readonly checked?: boolean;
}

/** One row of a source as read. */
export interface LabelRow {
  /** The publisher's id. */
  readonly key: string;
  readonly match: Match;
  /** Where it stands in its file. */
  readonly line?: number;
  /** Strongest first. */
  readonly labels?: readonly string[];
  /** In [0, 1], one for each of `labels`. */
  readonly strengths?: readonly number[];
  /** One for each field of the draft; NaN where there is none. */
  readonly values?: readonly number[];
  readonly split?: Split | undefined;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  /** Why this recording or label is known to be bad. */
  readonly bad?: string | undefined;
  /** Why the row itself cannot be used, such as a tempo that is no number. */
  readonly fault?: string | undefined;
}

/** A label set as a reader found it, not yet joined to tracks. */
export interface LabelDraft {
  /** See {@linkcode LabelSet.id}. */
  readonly id: string;
  readonly name: string;
  readonly licence?: string;
  readonly citation?: string;
  readonly version?: string;
  /** All classes in the publisher's order; gathered from the rows, sorted, where left out. */
  readonly classes?: readonly string[];
  /** By class: its parent's name. */
  readonly parents?: ReadonlyMap<string, string>;
  readonly several: boolean;
  readonly strength?: string;
  readonly fields?: readonly LabelField[];
  /** What a user should know before trusting it. */
  readonly warnings?: readonly string[];
  /** The rows, read anew on each call; those of large tables many at a time. */
  readonly rows: () =>
    | AsyncIterable<LabelRow>
    | Iterable<LabelRow>
    | AsyncIterable<readonly LabelRow[]>;
}

/** What a reader is told besides the files. */
export interface ReadOptions {
  /** The tracks that rows will be joined to. */
  readonly tracks: TrackIndex;
  /** Column of a table that names the track. */
  readonly idColumn?: string | undefined;
  /** Columns of a table that are labels. */
  readonly labelColumns?: readonly string[] | undefined;
  /** A nested part of a data set, such as `medium` of FMA. */
  readonly subset?: string | undefined;
  /** A variant of annotations or a number of a split. */
  readonly version?: string | undefined;
  /** Whether DEAM's valence and arousal are exchanged. */
  readonly exchange?: boolean | undefined;
  /** What the set is called where the source has no name of its own. */
  readonly name?: string | undefined;
}

/** A reader of one kind of source. Readers know no store and write nothing. */
export interface Source {
  readonly kind: string;
  /** What it reads, in a few words. */
  readonly title: string;
  /** Whether these files are of this kind. */
  recognises(files: SourceFiles): Promise<boolean> | boolean;
  /** The label sets in the files. Throws a LabelError where they cannot be read. */
  read(files: SourceFiles, options: ReadOptions): Promise<readonly LabelDraft[]>;
}

/** A number as data sets write it; NaN for none. */
export function numberOf(text: string | undefined): number {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? NaN : Number(trimmed);
}

/** The part of a split that a word names. */
export function splitOf(text: string | undefined): Split | undefined {
  const word = text?.trim().toLowerCase() ?? "";
  if (/^(train|training|tr)$/.test(word)) return "training";
  if (/^(valid|validation|val|dev)$/.test(word)) return "validation";
  return /^(test|testing|te)$/.test(word) ? "test" : undefined;
}

/** The field of an annotated tempo, key or emotion. */
export const TEMPO_FIELD: LabelField = {
  id: "tempo",
  unit: "BPM",
  range: [40, 240],
  bin: 5,
  digits: 1,
};

/** Arousal and valence on the scale from 1 to 9 of emoMusic and DEAM. */
export function emotionFields(ids: readonly string[]): LabelField[] {
  return ids.map((id) => ({ id, unit: "", range: [1, 9], bin: 0.25, digits: 2 }));
}
