import {
  binFinder,
  type Columns,
  type EmotionPlane,
  emotionPlaneOf,
  numberDescriptorOf,
  ranksOf,
  titleAt,
} from "../domain/mod.ts";
import { correlationOf, rounded } from "./distribution.ts";

/** Cells of the grid over the emotion plane, each way. */
export const EMOTION_CELLS = 16;

/** Lower and upper end of one axis of the plane, and the width of its cells. */
export interface EmotionAxis {
  readonly from: number;
  readonly to: number;
  readonly cell: number;
}

/** The axis of a descriptor of the plane. */
export function emotionAxis(id: EmotionPlane["x" | "y"]): EmotionAxis {
  const [from, to] = numberDescriptorOf(id).range;
  return { from, to, cell: (to - from) / EMOTION_CELLS };
}

/** A corner of the plane, by the ends of its two axes. */
export interface Corner {
  readonly name: string;
  readonly arousal: "high" | "low";
  readonly valence: "high" | "low";
}

/** The corners in the order in which they are listed. */
export const CORNERS: readonly Corner[] = [
  { name: "tense or angry", arousal: "high", valence: "low" },
  { name: "excited or happy", arousal: "high", valence: "high" },
  { name: "sad or bored", arousal: "low", valence: "low" },
  { name: "calm or content", arousal: "low", valence: "high" },
];

/** A track to listen to at a corner. */
export interface CornerTrack {
  readonly id: string;
  readonly title: string;
  readonly arousal: number;
  readonly valence: number;
}

/** How arousal, or energy, and valence are spread together. */
export interface EmotionSummary {
  /** Which descriptors they are. */
  readonly plane: EmotionPlane;
  /** Tracks with both. */
  readonly n: number;
  readonly missing: number;
  /** Tracks in each cell of the plane, {@linkcode EMOTION_CELLS} each way: rows from low arousal, columns from low valence. */
  readonly grid: readonly (readonly number[])[];
  /** Tracks outside the grid. */
  readonly outside: number;
  readonly correlation: number | null;
  /**
   * The tracks furthest in each corner, both axes considered: by the smaller of their two ranks. None
   * for fewer than 12 tracks.
   */
  readonly corners: readonly (Corner & { readonly tracks: readonly CornerTrack[] })[];
}

const PER_CORNER = 3;
/** Tracks below which corners say nothing. */
const ENOUGH = 12;

/** Summarises the emotion plane. */
export function emotionOf(columns: Columns): EmotionSummary {
  const { length, numbers } = columns;
  const plane = emotionPlaneOf(numbers);
  const arousal = numbers[plane.y] ?? new Float32Array(length).fill(NaN);
  const valence = numbers[plane.x] ?? new Float32Array(length).fill(NaN);
  const [rowOf, columnOf] = [finderOf(plane.y), finderOf(plane.x)];
  const grid = Array.from(
    { length: EMOTION_CELLS },
    () => new Array<number>(EMOTION_CELLS).fill(0),
  );
  const rows: number[] = [];
  let outside = 0;
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(arousal[i]) || !Number.isFinite(valence[i])) continue;
    rows.push(i);
    const cell = grid[rowOf(arousal[i]!)];
    const column = columnOf(valence[i]!);
    if (cell?.[column] === undefined) outside++;
    else cell[column]++;
  }
  return {
    plane,
    n: rows.length,
    missing: length - rows.length,
    grid,
    outside,
    correlation: correlationOf(arousal, valence),
    corners: cornersOf(columns, { rows, arousal, valence }),
  };
}

function finderOf(id: EmotionPlane["x" | "y"]): (value: number) => number {
  const { from, to, cell } = emotionAxis(id);
  return binFinder({ range: [from, to], bin: cell });
}

function cornersOf(
  columns: Columns,
  { rows, arousal, valence }: { rows: number[]; arousal: Float32Array; valence: Float32Array },
): EmotionSummary["corners"] {
  const a = ranksOf(rows.map((row) => arousal[row]!));
  const v = ranksOf(rows.map((row) => valence[row]!));
  const from = (rank: number, end: "high" | "low") =>
    end === "high" ? rank : rows.length + 1 - rank;
  return rows.length < ENOUGH ? [] : CORNERS.map((corner) => {
    const score = (at: number) =>
      Math.min(from(a[at]!, corner.arousal), from(v[at]!, corner.valence));
    const best = [...rows.keys()]
      .filter((at) => score(at) > rows.length / 2)
      .sort((x, y) => score(y) - score(x) || x - y)
      .slice(0, PER_CORNER);
    return {
      ...corner,
      tracks: best.map((at) => {
        const row = rows[at]!;
        return {
          id: columns.ids[row]!,
          title: titleAt(columns, row),
          arousal: rounded(arousal[row]!),
          valence: rounded(valence[row]!),
        };
      }),
    };
  });
}
