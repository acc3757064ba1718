import {
  absent,
  type Key,
  KEY_PROFILES,
  type KeyProfile,
  type Measured,
  PITCH_CLASSES,
  present,
  type Scale,
  SCALES,
} from "../../domain/mod.ts";
import { PROFILE_WEIGHTS } from "./_key_profiles.ts";
import { Texture } from "./texture.ts";

/** A key with its strength: the correlation of the pitch classes with the profile, at most 1. */
export interface StrongKey extends Key {
  readonly strength: number;
}

/** The key under each profile. */
export type Keys = Readonly<Record<KeyProfile, Measured<StrongKey>>>;

/** One second of samples: with less, any algorithm still names a key that means nothing. */
const SHORTEST = 44100;
/** Pitch classes below this share of the strongest count as absent. */
const GATE = 0.2;
/** Pitch class profiles start at A, nine semitones above C. */
const A_ABOVE_C = 9;

/**
 * Key and scale under the three profiles: what Essentia's KeyExtractor gives with its default
 * parameters (tests/analysis/keys_test.ts compares them), from one spectrum for all three. Absent
 * where the samples are silent, shorter than a second, steady, or without notes of fixed pitch.
 *
 * @param x44k Mono samples at 44.1 kHz.
 * @param texture Their texture, where it has been made already.
 */
export function keysOf(x44k: Float32Array, texture: Texture = new Texture(x44k)): Keys {
  if (x44k.length < SHORTEST) return everywhere(() => absent("too-short"));
  if (texture.isSilent) return everywhere(() => absent("silent"));
  const reason = texture.emptiness ?? texture.pitchlessness;
  if (reason) return everywhere(() => absent(reason));
  const classes = gated(texture.pitches.classes);
  return everywhere((profile) => bestKey(classes, profile));
}

function everywhere(key: (profile: KeyProfile) => Measured<StrongKey>): Keys {
  return Object.fromEntries(KEY_PROFILES.map((profile) => [profile, key(profile)])) as Keys;
}

function gated(classes: Float64Array): Float64Array {
  const largest = Math.max(...classes);
  return classes.map((value) => value < GATE * largest ? 0 : value / largest);
}

function bestKey(classes: Float64Array, profile: KeyProfile): Measured<StrongKey> {
  const [major, minor] = SCALES.map((scale) => bestTonic(classes, { profile, scale }));
  const best = major!.strength > minor!.strength ? major! : minor!;
  return best.strength > 0 ? present(best) : absent("unsteady");
}

function bestTonic(
  classes: Float64Array,
  { profile, scale }: { readonly profile: KeyProfile; readonly scale: Scale },
): StrongKey {
  const weights = PROFILE_WEIGHTS[profile][scale];
  let tonic = 0, strength = -1;
  for (let shift = 0; shift < 12; shift++) {
    const r = correlation(classes, weights.map((_, i) => weights[(i - shift + 12) % 12]!));
    if (r > strength) [tonic, strength] = [shift, r];
  }
  return { tonic: PITCH_CLASSES[(tonic + A_ABOVE_C) % 12]!, scale, strength };
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const ma = mean(a), mb = mean(b);
  let ab = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    const da = a[i]! - ma, db = b[i]! - mb;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
