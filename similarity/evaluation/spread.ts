import type { VectorTable } from "../vector_table.ts";
import { labelCodes, type Labels } from "./precision.ts";

/** How far apart tracks are, as mean cosine distances (0 = same) over all pairs. */
export interface Spread {
  /** Between any two tracks. */
  readonly all: number;
  /** Of each kind of label, the labels by how close together their tracks lie, closest first. */
  readonly labels: readonly LabelSpread[];
}

/** How far apart the tracks of one label are. */
export interface LabelSpread {
  readonly kind: string;
  readonly label: string;
  readonly tracks: number;
  /** Between two of its tracks. */
  readonly within: number;
  /** Between one of its tracks and one of the others. */
  readonly between: number;
  /** `within` by `between`: below 1, the label is a place in the space. */
  readonly ratio: number;
}

/** Fewer tracks than this say nothing of their label. */
const LEAST_TRACKS = 5;
/** Labels of a kind that are told of, those of most tracks. */
const MOST_LABELS = 60;

/** Sums of unit vectors, from which mean cosines over all pairs follow without looking at any pair. */
interface Sum {
  readonly vector: Float64Array;
  count: number;
}

function add(sum: Sum, unit: Float32Array): void {
  sum.count++;
  for (let i = 0; i < unit.length; i++) sum.vector[i]! += unit[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let product = 0;
  for (let i = 0; i < a.length; i++) product += a[i]! * b[i]!;
  return product;
}

function withinOf({ vector, count }: Sum): number {
  if (count < 2) return NaN;
  return 1 - (dot(vector, vector) - count) / (count * (count - 1));
}

/** Distances of a table's tracks, of all and by label; exact, in one pass. NaN where there are no pairs. */
export function spreadOf(table: VectorTable, kinds: readonly Labels[]): Spread {
  const empty = (): Sum => ({ vector: new Float64Array(table.dimensions), count: 0 });
  const all = empty();
  for (const [row, present] of table.present.entries()) if (present) add(all, table.unit(row));
  const labels = kinds.flatMap((kind): LabelSpread[] => {
    const { codes, rows } = labelCodes(table, kind);
    const names = new Map<number, string>();
    for (const [row, own] of codes.entries()) {
      if (own.some((code) => !names.has(code))) {
        const said = [...new Set(kind.of(table.ids[row]!))];
        own.forEach((code, i) => names.set(code, said[i]!));
      }
    }
    const largest = [...rows.keys()].filter((code) =>
      rows[code]!.length >= LEAST_TRACKS && rows[code]!.length < all.count
    ).sort((a, b) => rows[b]!.length - rows[a]!.length || a - b).slice(0, MOST_LABELS);
    return largest.map((code) => {
      const own = empty();
      for (const row of rows[code]!) add(own, table.unit(row));
      const others = all.vector.map((x, i) => x - own.vector[i]!);
      const within = withinOf(own);
      const between = 1 - dot(own.vector, others) / (own.count * (all.count - own.count));
      const ratio = within / between;
      return {
        kind: kind.name,
        label: names.get(code)!,
        tracks: own.count,
        within,
        between,
        ratio,
      };
    }).sort((a, b) => a.ratio - b.ratio || b.tracks - a.tracks);
  });
  return { all: withinOf(all), labels };
}

/** How far apart patches are within tracks and between them. */
export interface PatchSpread {
  /** Tracks with at least two patches. */
  readonly tracks: number;
  readonly patches: number;
  /** Mean cosine distance of two patches of one track, over tracks. */
  readonly within: number;
  /** Mean cosine distance of patches of two tracks. */
  readonly between: number;
}

/** Distances of patches, whose vectors are given track by track, each of shape `(patches, width)`. */
export function patchSpread(
  tracks: Iterable<Float32Array>,
  width: number,
): PatchSpread {
  const all: Sum = { vector: new Float64Array(width), count: 0 };
  let [counted, within, same, samePairs] = [0, 0, 0, 0];
  for (const vectors of tracks) {
    const own: Sum = { vector: new Float64Array(width), count: 0 };
    for (let at = 0; at + width <= vectors.length; at += width) {
      const patch = vectors.subarray(at, at + width);
      const norm = Math.hypot(...patch);
      if (!(norm > 0 && Number.isFinite(norm))) continue;
      add(own, patch.map((x) => x / norm));
    }
    if (own.count < 2) continue;
    counted++;
    within += withinOf(own);
    same += dot(own.vector, own.vector);
    samePairs += own.count ** 2;
    for (let i = 0; i < width; i++) all.vector[i]! += own.vector[i]!;
    all.count += own.count;
  }
  const pairs = all.count ** 2 - samePairs;
  return {
    tracks: counted,
    patches: all.count,
    within: counted === 0 ? NaN : within / counted,
    between: pairs === 0 ? NaN : 1 - (dot(all.vector, all.vector) - same) / pairs,
  };
}
