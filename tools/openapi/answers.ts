/** What each route below `/api/` answers with and takes, by the types of the code. */
import type { CombinedSpace, SegmentKind, Space, Split, Track, TrackId } from "../../domain/mod.ts";
import type { DerivedValues } from "../../domain/derived.ts";
import type { Installation } from "../../domain/installation.ts";
import type { HandSet } from "../../library/labels/hand_labels.ts";
import type { OfferedModel } from "../../library/installer.ts";
import type { HeardSong } from "../../similar/heard_song.ts";
import type { Training } from "../../library/learning/training.ts";
import type { GroupPreference } from "../../library/listening/listening_results.ts";
import type { KeptEvaluation } from "../../library/neighbours/evaluations.ts";
import type { Sequence, SmoothSequence } from "../../library/neighbours/sequence.ts";
import type { FoundTracks } from "../../library/search.ts";
import type { FoundClusters } from "../../library/clusters/clusterings.ts";
import type { Results } from "../../listening/results.ts";
import type { SavedPlaylist } from "../../playlist/saved.ts";
import type { Transition } from "../../playlist/transitions.ts";
import type { MapQuality } from "../../projection/quality.ts";
import type { Problem } from "../../query/_reading.ts";
import type { LeftPart, ReadPart } from "../../query/words/read_words.ts";
import type { ClusterPortrait } from "../../report/clusters.ts";
import type { Summary } from "../../report/summary.ts";
import type { SimilarAnswer, TrackCard } from "../../similar/answer.ts";
import type { CombiningAnswer } from "../../similar/combining.ts";
import type { Guest, Kept } from "../../similar/guest.ts";
import type { PathAnswer } from "../../similar/path.ts";
import type { SegmentAnswer } from "../../similar/segments.ts";
import type { TrackFacts } from "../../similar/track_facts.ts";
import type { WhyAnswer } from "../../similar/why.ts";
import type { Run } from "../../store/records.ts";
import type { JobState } from "../../work/job.ts";

export type {
  CombiningAnswer,
  FoundTracks,
  Guest,
  HandSet,
  HeardSong,
  JobState,
  Kept,
  KeptEvaluation,
  PathAnswer,
  SegmentAnswer,
  Sequence,
  SimilarAnswer,
  SmoothSequence,
  Summary,
  TrackFacts,
  Training,
};

/** A combination of spaces that is to be kept. */
export interface WantedCombination {
  readonly space: CombinedSpace;
}

/** The combinations that are kept. */
export interface KeptCombinations {
  /** The one that was kept or removed. */
  readonly space: CombinedSpace;
  readonly kept: readonly CombinedSpace[];
}

/** How far the installation of models is. */
export type InstallationState = Installation;

/** A refusal. */
export interface Refusal {
  /** What could not be done and why, in words for a person. */
  readonly error: string;
}

/** What the collection is doing. */
export interface Status {
  /** Grows with every change of the collection. */
  readonly version: number;
  readonly tracks: number;
  /** Files that failed. */
  readonly errors: number;
  /** The analysis or import that runs. */
  readonly run: Run | null;
}

/** Tracks that match a query, a page of them. */
export interface TracksAnswer {
  /** Tracks of the collection. */
  readonly total: number;
  readonly matching: number;
  /** The query as it was understood. */
  readonly query: string;
  readonly problems: readonly Problem[];
  readonly offset: number;
  readonly tracks: readonly TrackRow[];
}

/**
 * A track: what its tags say, and a number or word under the name of each column of the catalogue, with
 * its unit; `null` where there is no value.
 */
export interface TrackRow {
  readonly id: TrackId;
  readonly path: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  readonly format: string | null;
  /** ISO 8601. */
  readonly added: string;
  /** Labels by id of the set, of those that know the track; left out of a data set's answers. */
  readonly labels?: LabelsBySet;
  /** Numbers of label sets by `label.<set>.<number>`; left out as `labels` is. */
  readonly label_values?: LabelValues;
  /** The part of the split by id of a label set that has one; left out as `labels` is. */
  readonly label_splits?: LabelSplits;
  /** Ids of the label sets that know the recording to be bad; left out as `labels` is. */
  readonly label_known_bad?: readonly string[];
  readonly [column: string]:
    | string
    | number
    | null
    | undefined
    | LabelsBySet
    | LabelValues
    | LabelSplits
    | readonly string[];
}

type LabelSplits = Readonly<Record<string, Split>>;

type LabelsBySet = Readonly<Record<string, readonly string[]>>;
type LabelValues = Readonly<Record<string, number>>;

/** Everything that is stored about one track. */
export interface WholeTrack extends Track {
  /** What follows from the stored values. */
  readonly derived: DerivedValues;
  readonly [more: string]: unknown;
}

/** A sentence, read as a query. */
export interface WordsAnswer {
  /** The written form that `/api/tracks` takes. */
  readonly query: string;
  readonly read: readonly ReadPart[];
  readonly left: readonly LeftPart[];
}

/** The tracks of a query in the order of a recipe. */
export interface PlaylistAnswer {
  /** Tracks in all, of which `limit` are listed. */
  readonly length: number;
  readonly problems: readonly Problem[];
  readonly tracks: readonly {
    readonly id: TrackId;
    readonly path: string;
    readonly title: string;
    readonly artist: string;
    readonly album: string;
    readonly duration_s: number | null;
  }[];
  readonly transitions: readonly Transition[];
}

/** A saved playlist. */
export interface Playlist extends SavedPlaylist {
  readonly id: string;
}

/** The saved playlists, latest changed first. */
export interface PlaylistsAnswer {
  readonly playlists: readonly (Omit<Playlist, "tracks"> & { readonly length: number })[];
}

/** Fields of a playlist; those that are left out stay. */
export interface PlaylistFields {
  readonly name?: string;
  readonly query?: string;
  readonly tracks?: readonly TrackId[];
}

/** Tracks in an order. */
export interface TrackList {
  readonly tracks: readonly TrackId[];
}

/** Label sets by hand. */
export interface LabelsAnswer {
  readonly sets: readonly HandSet[];
  /** Labels of the track that was asked for, by the id of the set. */
  readonly given: Readonly<Record<string, readonly string[]>>;
}

/** A label set that is wanted. */
export interface WantedLabelSet {
  readonly name: string;
  /** Whether a track may have several of its labels; default true. */
  readonly several?: boolean;
}

/** Which tracks get or lose which label: `tracks`, or all that a `query` matches. */
export interface LabelEdit {
  readonly tracks?: readonly TrackId[];
  readonly query?: string;
  readonly label: string;
  /** Default `add`. */
  readonly action?: "add" | "set" | "remove";
  /** Who says so; default `hand`. */
  readonly by?: string;
}

/** An edit that was made. */
export interface EditAnswer {
  /** Takes it back, as `DELETE /api/labels/{id}/edits/{edit}`. */
  readonly edit: string;
}

/** Where long work is followed that was begun. */
export interface WorkAnswer {
  /** Address below `/api/work/`. */
  readonly work: string;
}

/** A map that is being made. */
export interface MapUnderWay extends WorkAnswer {
  readonly space: Space;
  readonly projection: string;
  /** Share that is done, in [0, 1]. */
  readonly progress: number;
}

/** A comparison of two spaces that is being made. */
export interface DisagreementUnderWay extends WorkAnswer {
  readonly spaces: readonly [Space, Space];
  /** Neighbours that are compared. */
  readonly k: number;
  /** Share that is done, in [0, 1]. */
  readonly progress?: number;
}

/** The maps of a space that are made. */
export interface MapsAnswer {
  readonly maps: readonly { readonly projection: string; readonly quality: MapQuality }[];
}

/** Clusters of a space. */
export interface ClustersAnswer extends Omit<FoundClusters, "labels" | "portraits" | "typical"> {
  readonly space: Space;
  readonly portraits: readonly (ClusterPortrait & { readonly typical: readonly TrackId[] })[];
}

/** All long work, and where it stands. */
export interface AllWork {
  readonly work: readonly JobState[];
}

/** The learned models. */
export interface ModelsAnswer {
  readonly models: readonly OfferedModel[];
  /** Whether this server can install them. */
  readonly installable: boolean;
  readonly underWay: boolean;
  readonly commands: readonly string[];
}

/** Models that are wanted. */
export interface WantedModels {
  readonly models: readonly string[];
}

/** Folders of music. */
export interface FoldersAnswer {
  /** Whether this server can analyse one. */
  readonly analysable: boolean;
  readonly underWay: boolean;
  readonly folders: readonly string[];
}

/** A folder that is wanted. */
export interface WantedFolder {
  readonly folder: string;
}

/** How far a listener is in a listening test. */
export interface ListeningProgress {
  readonly listener: string;
  readonly trials: number;
  readonly answered: number;
  /** The first trial without an answer. */
  readonly next: number | null;
}

/** An answer to a trial. */
export interface TrialAnswer {
  /** From 0. */
  readonly trial: number;
  readonly choice: string;
  /** From the first sound to the answer. */
  readonly seconds: number;
  /** Seconds heard of each of the three tracks. */
  readonly heard: readonly [number, number, number];
}

/** What all answers to tests of two spaces say. */
export interface ListeningResults extends Results {
  readonly byStyle: readonly GroupPreference[];
  readonly byTempo: readonly GroupPreference[];
}

/** Which segments of which tracks are to be drawn. */
export interface WantedSegments {
  readonly kind: SegmentKind;
  readonly projection: string;
  readonly ids: readonly TrackId[];
  /** Every how many patches one is drawn; default 1. */
  readonly every?: number;
}

/** What two tracks have in common. */
export interface WhyTwo extends WhyAnswer {
  readonly query: TrackCard;
  readonly problems: readonly Problem[];
}

/** A training that goes on. */
export interface TrainingStarted {
  readonly id: string;
}
