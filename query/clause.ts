import {
  type ActivationSet,
  type Instant,
  type KeyProfile,
  labelDescriptorId,
  type LabelName,
  type PitchClass,
  type Projection,
  type Scale,
  type Space,
  type VoiceSide,
} from "../domain/mod.ts";

/**
 * What a clause does with tracks that lack the value it asks about: leave them out, let them in as
 * well, or let in nothing else.
 */
export type Missing = "exclude" | "include" | "only";

/** A range of a numeric descriptor, bounds included; an absent bound is open. */
export interface NumberClause {
  readonly kind: "number";
  /** Catalogue id, or `label.<set>.<field>`. */
  readonly descriptor: string;
  readonly min?: number;
  readonly max?: number;
  /** Also count half and double of the value; for tempos. */
  readonly octaves: boolean;
  readonly missing: Missing;
}

/** Names of a categorical descriptor, any of which will do. */
export interface CategoryClause {
  readonly kind: "category";
  /** Catalogue id, `label.<set>.split` or `label.<set>.known_bad`. */
  readonly descriptor: string;
  readonly names: readonly string[];
  readonly missing: Missing;
}

/**
 * Voice split by a threshold into three, as the best model that heard a track says; any of `sides` will
 * do.
 */
export interface VoiceClause {
  readonly kind: "voice";
  readonly sides: readonly VoiceSide[];
  /** In (0.5, 1]. */
  readonly threshold: number;
  readonly missing: Missing;
}

/** A class, or all classes of a parent, with the least activation asked of it. */
export interface ActivationTerm {
  /** A label of the set, or a parent of styles. */
  readonly name: string;
  /** In [0.05, 1]. */
  readonly threshold: number;
}

/** Styles or tags over a threshold. A parent counts with its strongest style. */
export interface ActivationClause {
  readonly kind: "activation";
  readonly set: ActivationSet;
  /** Whether tracks that match are left out instead of kept. */
  readonly exclude: boolean;
  /** Whether every term or any term has to match; `any` where `exclude` is set. */
  readonly mode: "any" | "all";
  readonly terms: readonly ActivationTerm[];
  readonly missing: Missing;
}

/** The style or tag of the largest activation, or the parent of that style; any of `names` will do. */
export interface TopClause {
  readonly kind: "top";
  readonly set: ActivationSet;
  /** Labels of the set, or parents of styles. */
  readonly names: readonly string[];
  readonly missing: Missing;
}

/**
 * Labels of one label set. A label with others below it in the set's hierarchy stands for them as well;
 * `missing` are the tracks that the set says nothing of.
 */
export interface LabelClause {
  readonly kind: "label";
  /** Id of the set. */
  readonly set: string;
  /** Whether tracks that match are left out instead of kept. */
  readonly exclude: boolean;
  /** Whether every name or any name has to be there; `any` where `exclude` is set. */
  readonly mode: "any" | "all";
  readonly names: readonly string[];
  /** Least strength of a label, in (0, 1], where the set has strengths. */
  readonly over?: number;
  readonly missing: Missing;
}

/** Artists or albums as a label set names them, any of which will do; compared by `nameKey()`. */
export interface NamedClause {
  readonly kind: "named";
  /** Id of the set. */
  readonly set: string;
  readonly by: LabelName;
  readonly names: readonly string[];
  readonly missing: Missing;
}

/** A key, a tonic in either scale, or a scale on any tonic. */
export interface KeyPattern {
  readonly tonic?: PitchClass;
  readonly scale?: Scale;
}

/** Keys under one profile, any of which will do. */
export interface KeyClause {
  readonly kind: "key";
  readonly keys: readonly KeyPattern[];
  readonly profile: KeyProfile;
  readonly missing: Missing;
}

/** Keys within so many steps of one on the Camelot wheel. */
export interface CamelotClause {
  readonly kind: "camelot";
  /** `1A` to `12B`. */
  readonly code: string;
  /** 0 to 7; 1 is what mixes without a clash. */
  readonly steps: number;
  readonly profile: KeyProfile;
  readonly missing: Missing;
}

/** Words that all occur in title, artist, album, genre or path, whatever their case and accents. */
export interface TextClause {
  readonly kind: "text";
  readonly text: string;
}

/** Artists, any of whom will do, or whom a track must not be by; compared by `nameKey()`. */
export interface ArtistClause {
  readonly kind: "artist";
  /** Whether tracks that match are left out instead of kept. */
  readonly exclude: boolean;
  readonly names: readonly string[];
  readonly missing: Missing;
}

/** Tracks in a folder and the folders below it. */
export interface FolderClause {
  readonly kind: "folder";
  /** Without a slash at the end. */
  readonly folder: string;
}

/** Codecs, any of which will do. */
export interface FormatClause {
  readonly kind: "format";
  readonly formats: readonly string[];
}

/** Tracks added at or after an instant. */
export interface SinceClause {
  readonly kind: "since";
  readonly since: Instant;
}

/** Tracks within a polygon drawn on a map. */
export interface RegionClause {
  readonly kind: "region";
  /** Whether it is the second of two, each drawn on a map of its own. */
  readonly beside?: boolean;
  readonly space: Space;
  readonly projection: Projection;
  /** Corners as x, y, x, y, …; at least three. */
  readonly polygon: readonly number[];
}

/** One condition on a track. */
export type Clause =
  | NumberClause
  | CategoryClause
  | VoiceClause
  | ActivationClause
  | TopClause
  | LabelClause
  | NamedClause
  | KeyClause
  | CamelotClause
  | TextClause
  | ArtistClause
  | FolderClause
  | FormatClause
  | SinceClause
  | RegionClause;

/** The parameter under which a clause stands in a query; at most one clause has it. */
export type ClauseId = string;

/** The parameter of a clause. */
export function clauseIdOf(clause: Clause): ClauseId {
  switch (clause.kind) {
    case "number":
    case "category":
      return clause.descriptor;
    case "activation":
      return `${clause.exclude ? "not." : ""}${clause.set === "styles" ? "style" : "tag"}`;
    case "top":
      return clause.set === "styles" ? "style.top" : "tag.top";
    case "label":
      return `${clause.exclude ? "not." : ""}${labelDescriptorId(clause.set)}`;
    case "named":
      return labelDescriptorId(clause.set, clause.by);
    case "text":
      return "q";
    case "artist":
      return clause.exclude ? "not.artist" : "artist";
    case "region":
      return clause.beside ? "region.beside" : "region";
    default:
      return clause.kind;
  }
}

/** Threshold of a style or tag where none is given. */
export const DEFAULT_THRESHOLD = 0.1;
/** The key profile where none is given. */
export const DEFAULT_PROFILE: KeyProfile = "edma";
/** Steps on the Camelot wheel where none are given. */
export const DEFAULT_STEPS = 1;
/** The most clauses a query can have: one bit of a 32-bit number each. */
export const MAX_CLAUSES = 31;
