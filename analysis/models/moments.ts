import {
  type ActivationSet,
  type Moments,
  MOST_MOMENTS,
  type Seconds,
  TOP_CLASSES,
  type TopClasses,
} from "../../domain/mod.ts";
import type { Network } from "./registry.ts";
import { meanOf, rowOf, type Rows } from "./rows.ts";

/** Frames of the spectrogram a second: 16,000 Hz, hop 256. */
const FRAMES_PER_SECOND = 16000 / 256;
const TYPICAL: Seconds = 10;

/** When the patches of a network start, and how long they are. */
export function timingOf({ takes }: Network): { readonly hop: Seconds; readonly patch: Seconds } {
  return { hop: takes.hop / FRAMES_PER_SECOND, patch: takes.patch / FRAMES_PER_SECOND };
}

/** Means of each `size` neighbouring rows; the last group may be smaller. */
function pooled(rows: Rows, size: number): Rows {
  if (size === 1) return rows;
  const count = Math.ceil(rows.count / size);
  const data = new Float32Array(count * rows.width);
  for (let g = 0; g < count; g++) {
    const end = Math.min((g + 1) * size, rows.count);
    const part = rows.data.subarray(g * size * rows.width, end * rows.width);
    data.set(meanOf({ count: end - g * size, width: rows.width, data: part }), g * rows.width);
  }
  return { count, width: rows.width, data };
}

function topClasses(rows: Rows): TopClasses {
  const length = rows.count * TOP_CLASSES;
  const classes = rows.width <= 256 ? new Uint8Array(length) : new Uint16Array(length);
  const activations = new Uint8Array(length);
  for (let r = 0; r < rows.count; r++) {
    const row = rowOf(rows, r);
    for (let rank = 0, above = -1; rank < TOP_CLASSES; rank++) {
      above = nextBelow(row, above);
      classes[r * TOP_CLASSES + rank] = above;
      activations[r * TOP_CLASSES + rank] = Math.round(row[above]! * 100);
    }
  }
  return { classes, activations };
}

/** The class that follows class `above` in the order of falling activation, the earlier of two alike; -1 starts. */
function nextBelow(row: Float32Array, above: number): number {
  const limit = above < 0 ? Infinity : row[above]!;
  let best = -1;
  for (let c = 0; c < row.length; c++) {
    const value = row[c]!;
    if (value > limit || (value === limit && c <= above)) continue;
    if (best < 0 || value > row[best]!) best = c;
  }
  return best;
}

/**
 * What a network heard along a track, small enough to keep.
 *
 * @param heard `top`: the network's own activations a patch; `heads`: those of each set that a head on it
 * hears; `curves`: values a patch by catalogue id. All have as many rows.
 */
export function momentsOf(
  network: Network,
  heard: {
    readonly top: Rows;
    readonly heads?: Readonly<Partial<Record<ActivationSet, Rows>>>;
    readonly curves: Readonly<Record<string, Float32Array>>;
  },
): Moments {
  const { hop, patch } = timingOf(network);
  const size = Math.ceil(heard.top.count / MOST_MOMENTS);
  const top = pooled(heard.top, size);
  const heads = Object.entries(heard.heads ?? {}).map(([set, rows]) =>
    [set, topClasses(pooled(rows, size))] as const
  );
  const curves = Object.entries(heard.curves).map(([id, data]) =>
    [id, pooled({ count: data.length, width: 1, data }, size).data] as const
  );
  return {
    step: hop * size,
    span: hop * (size - 1) + patch,
    count: top.count,
    top: topClasses(top),
    ...(heads.length > 0 && { heads: Object.fromEntries(heads) }),
    curves: Object.fromEntries(curves),
  };
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : 0;
}

/**
 * The window of about 10 s whose mean embedding is nearest, by cosine, to the mean of the whole track;
 * the earliest of several; the whole track where it is shorter.
 *
 * @returns Start and end.
 */
export function typicalWindow(network: Network, patches: Rows): readonly [Seconds, Seconds] {
  const { hop, patch } = timingOf(network);
  const size = Math.min(patches.count, Math.round((TYPICAL - patch) / hop) + 1);
  const whole = meanOf(patches);
  const sums = new Float64Array(patches.width);
  let best = 0, nearest = -Infinity;
  for (let p = 0; p < patches.count; p++) {
    const entering = rowOf(patches, p);
    const leaving = p >= size ? rowOf(patches, p - size) : undefined;
    for (let c = 0; c < sums.length; c++) sums[c]! += entering[c]! - (leaving?.[c] ?? 0);
    if (p < size - 1) continue;
    const near = cosine(sums, whole);
    if (near > nearest + 1e-12) {
      nearest = near;
      best = p - size + 1;
    }
  }
  return [best * hop, (best + size - 1) * hop + patch];
}
