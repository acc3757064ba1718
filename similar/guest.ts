/** Where the analysis of a dropped file stands. */
export type GuestState =
  | {
    readonly state: "analysing";
    /** Stages that have run, and the one that does; a file that waits for its turn has none. */
    readonly stages: readonly string[];
    /** Stages that it will go through. */
    readonly planned: readonly string[];
  }
  | { readonly state: "done" }
  | { readonly state: "failed"; readonly reason: string };

/** A file that somebody dropped on the page. It is analysed but is no part of the collection. */
export interface Guest {
  readonly id: string;
  /** Name of the file, without folders. */
  readonly name: string;
  readonly state: GuestState;
}

/** What became of a dropped file that was to be kept. */
export interface Kept {
  /** Id of its track. */
  readonly track: string;
  /** Full path of the track's file. */
  readonly path: string;
  /** Whether its content was in the collection before; then nothing was written. */
  readonly known: boolean;
}

/** What a page says about the file of a query that was dropped. */
export type FileNote =
  /** It would be kept under this full path. */
  | { readonly is: "keepable"; readonly path: string }
  /** Its content is in the collection: that of this track. */
  | { readonly is: "known"; readonly track: string; readonly title: string }
  /** It cannot be kept, and why. */
  | { readonly is: "lost"; readonly reason: string }
  /** It has been kept, under this full path. */
  | { readonly is: "kept"; readonly path: string };
