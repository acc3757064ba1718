import type { NumberDescriptor } from "./catalogue.ts";
import type { LabelColumn } from "./label_columns.ts";
import type { ActivationSet } from "./spaces.ts";
import type { TrackId } from "./track.ts";

/** Code of a missing category in a {@linkcode CategoryColumn}. */
export const MISSING_CODE = 255;

/** A categorical column: codes index `names`; {@linkcode MISSING_CODE} where there is no value. */
export interface CategoryColumn {
  readonly codes: Uint8Array;
  readonly names: readonly string[];
}

/** Activations below this are left out of {@linkcode SparseActivations}. */
export const ACTIVATION_FLOOR = 0.05;
/** Steps in an activation of 1: activations are kept in columns as multiples of 1/10,000. */
export const ACTIVATION_STEPS = 10_000;

/**
 * Class activations of all tracks, row by row: those of track `i` lie at `offsets[i]` to
 * `offsets[i + 1]`, sorted by class. Only activations of at least {@linkcode ACTIVATION_FLOOR} are
 * kept; a track without any analysis of this kind has `present[i] === 0`.
 */
export interface SparseActivations {
  readonly labels: readonly string[];
  /** Shape `(n + 1,)`. */
  readonly offsets: Uint32Array;
  /** Index into `labels`, shape `(offsets[n],)`. */
  readonly classes: Uint16Array;
  /** Activation in steps of 1/{@linkcode ACTIVATION_STEPS}, same shape. */
  readonly values: Uint16Array;
  /** 1 where the track has activations at all, shape `(n,)`. */
  readonly present: Uint8Array;
}

/**
 * Steps a unit to which columns round the values of a descriptor: a power of two, with which a step is
 * less than a hundredth of the last digit shown. The bits below only cost time to send.
 */
export function stepsOf({ digits }: Pick<NumberDescriptor, "digits">): number {
  return 2 ** Math.ceil(Math.log2(10 ** (digits + 2)));
}

/** Text columns; an empty string where the track has none. */
export interface TextColumns {
  readonly title: readonly string[];
  readonly artist: readonly string[];
  /** Each artist of a row that has several, a line each; left out where no row has. */
  readonly artists?: readonly string[];
  readonly album: readonly string[];
  /** Genres of the tags, joined by `; `. */
  readonly genre: readonly string[];
  readonly path: readonly string[];
  readonly codec: readonly string[];
}

/**
 * A collection as columns: row `i` of every column is the same track. Numbers are `NaN` where missing.
 * The same object is read by queries, charts and reports, on the server and on the page.
 */
export interface Columns {
  readonly length: number;
  readonly ids: readonly TrackId[];
  /**
   * By id of a numeric descriptor, rounded to {@linkcode stepsOf} it; also `label.<set>.<field>`, as
   * annotated.
   */
  readonly numbers: Readonly<Record<string, Float32Array>>;
  /**
   * By id of a categorical descriptor; also `style_parent`, that of the style with the largest
   * activation, where there are activations of styles; `label.<set>`, the strongest label of a set with
   * few enough classes, and `label.<set>.split` and `label.<set>.known_bad`.
   */
  readonly categories: Readonly<Record<string, CategoryColumn>>;
  readonly texts: TextColumns;
  readonly activations: Readonly<Partial<Record<ActivationSet, SparseActivations>>>;
  /** By id of a label set; left out where there is none. */
  readonly labels?: Readonly<Record<string, LabelColumn>>;
  /** When each track was added, ms since epoch. */
  readonly added: Float64Array;
  /** 1 where the audio is on this machine; left out where that of every track is. Shape `(n,)`. */
  readonly audio?: Uint8Array;
  /** The style with the largest activation, as an index into the labels; -1 where there is none. */
  readonly topStyle?: Int16Array;
}
