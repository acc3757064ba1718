import {
  absent,
  type Key,
  KEY_PROFILES,
  type KeyProfile,
  type Measured,
  pitchClassOf,
  present,
} from "../../domain/mod.ts";
import { boundedOf, isSilent } from "../signal/mod.ts";
import { type ExtractedKey, extractKey } from "./essentia.ts";

/** A key with its strength: the correlation of the pitch classes with the profile, at most 1. */
export interface StrongKey extends Key {
  readonly strength: number;
}

/** The key under each profile. */
export type Keys = Readonly<Record<KeyProfile, Measured<StrongKey>>>;

/** One second of samples: with less, Essentia still names a key that means nothing. */
const SHORTEST = 44100;

/**
 * Key and scale under the three profiles, as Essentia's KeyExtractor gives them. Absent where the
 * samples are silent or shorter than a second.
 *
 * @param x44k Mono samples at 44.1 kHz, at most about 10 minutes.
 */
export function keysOf(x44k: Float32Array): Keys {
  if (x44k.length < SHORTEST) return everywhere(() => absent("too-short"));
  const samples = boundedOf(x44k);
  if (isSilent(samples)) return everywhere(() => absent("silent"));
  return everywhere((profile) => strongKeyOf(extractKey(samples, profile)));
}

function everywhere(key: (profile: KeyProfile) => Measured<StrongKey>): Keys {
  return Object.fromEntries(KEY_PROFILES.map((profile) => [profile, key(profile)])) as Keys;
}

function strongKeyOf({ key, scale, strength }: ExtractedKey): Measured<StrongKey> {
  const tonic = pitchClassOf(key);
  if (!tonic || (scale !== "major" && scale !== "minor") || !Number.isFinite(strength)) {
    return absent("not-finite");
  }
  return strength > 0 ? present({ tonic, scale, strength }) : absent("unsteady");
}
