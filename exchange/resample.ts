import {
  ACTIVATION_SETS,
  findDescriptor,
  type Instant,
  normal,
  type NumberDescriptor,
  seeded,
  type Track,
  type VectorKind,
} from "../domain/mod.ts";
import type { Store, StoredTrack, TrackEntry, TrackVectors } from "../store/mod.ts";
import { ExchangeError } from "./failure.ts";

/** How a collection is resampled. */
export interface ResampleOptions {
  /** Tracks to make. */
  readonly tracks: number;
  /** The same seed gives the same collection. */
  readonly seed: number;
  readonly now: Instant;
}

/** Standard deviation of the jitter: of a vector's own numbers, and of a descriptor's range. */
const VECTOR_JITTER = 0.15;
const RANGE_JITTER = 0.01;
const NOISE_LENGTH = 1 << 16;
const ID_DIGITS = 20;

interface Original {
  readonly track: StoredTrack;
  readonly vectors: readonly (readonly [VectorKind, Float32Array])[];
}

/**
 * A larger collection with the distributions of a given one, for measurements at scale: tracks drawn
 * with replacement, their numbers and vectors jittered. Seeded. The originals are held in memory.
 * Throws an ExchangeError where the store has no track.
 */
export async function* resampled(
  store: Store,
  { tracks, seed, now }: ResampleOptions,
): AsyncGenerator<TrackEntry> {
  const originals: Original[] = [];
  for await (const track of store.tracks()) {
    const vectors = await Promise.all(
      track.vectors.map(async (kind) => [kind, (await store.vector(kind, track.id))!] as const),
    );
    originals.push({ track, vectors });
  }
  if (originals.length === 0) {
    throw new ExchangeError(`Cannot resample ${store.location}: there is no track in it`);
  }
  const random = seeded(seed);
  const noise = noiseOf(random);
  for (let i = 0; i < tracks; i++) {
    const original = originals[Math.floor(random() * originals.length)]!;
    yield draw(original, { random, noise, now });
  }
}

/** Normal deviates to draw runs from; drawing each anew would take most of the time. */
function noiseOf(random: () => number): Float32Array {
  return Float32Array.from({ length: NOISE_LENGTH }, normal(random));
}

interface Draw {
  readonly random: () => number;
  readonly noise: Float32Array;
  readonly now: Instant;
}

function draw({ track, vectors }: Original, { random, noise, now }: Draw): TrackEntry {
  let id = "";
  while (id.length < ID_DIGITS) id += Math.floor(random() * 2 ** 20).toString(16).padStart(5, "0");
  const folder = track.path.slice(0, track.path.lastIndexOf("/") + 1);
  const ending = /\.\w+$/.exec(track.path)?.[0] ?? "";
  const values: Record<string, number | string> = {};
  for (const [name, value] of Object.entries(track.values)) {
    const descriptor = findDescriptor(name);
    values[name] = typeof value === "number" && descriptor?.kind === "number"
      ? jitteredNumber(value, { descriptor, deviate: noise[Math.floor(random() * NOISE_LENGTH)]! })
      : value;
  }
  const { added: _added, analysed: _analysed, ...kept } = plain(track);
  return {
    track: {
      ...kept,
      id,
      path: `${folder}${id}${ending}`,
      audio: false,
      added: now,
      analysed: now,
      file: { ...track.file, hash: "" },
      values,
    },
    vectors: Object.fromEntries(
      vectors.map(([kind, vector]) => [
        kind,
        jitteredVector(vector, { kind, noise, from: Math.floor(random() * NOISE_LENGTH) }),
      ]),
    ) as TrackVectors,
  };
}

function plain({ vectors: _v, along: _a, strong: _s, ...track }: StoredTrack): Track {
  return track;
}

function jitteredNumber(
  value: number,
  { descriptor, deviate }: { readonly descriptor: NumberDescriptor; readonly deviate: number },
): number {
  if (descriptor.stage === "file") return value;
  const [low, high] = descriptor.range;
  const moved = value + RANGE_JITTER * (high - low) * deviate;
  const jittered = Number.isInteger(value) ? Math.round(moved) : moved;
  return value >= low && value <= high ? Math.min(high, Math.max(low, jittered)) : jittered;
}

function jitteredVector(
  vector: Float32Array,
  { kind, noise, from }: {
    readonly kind: VectorKind;
    readonly noise: Float32Array;
    readonly from: number;
  },
): Float32Array {
  const at = (i: number) => noise[(from + i) & (NOISE_LENGTH - 1)]!;
  if ((ACTIVATION_SETS as readonly string[]).includes(kind)) {
    return vector.map((value, i) => Math.min(1, value * Math.exp(VECTOR_JITTER * at(i))));
  }
  const mean = vector.reduce((sum, value) => sum + value, 0) / vector.length;
  const variance = vector.reduce((sum, value) => sum + (value - mean) ** 2, 0) / vector.length;
  const scale = VECTOR_JITTER * Math.sqrt(variance);
  return vector.map((value, i) => value + scale * at(i));
}
