import { absent, type Measured, present } from "../../domain/mod.ts";
import { inverseSlope, SHORTEST_PROFILE } from "./_fluctuation.ts";
import { Texture } from "./texture.ts";

/** Nearly twice what drum loops reach, 3.24; what lies beyond is no degree of danceability. */
const LARGEST = 6;

/**
 * Danceability after Streich & Herrera 2005 (detrended fluctuation analysis), as Essentia's
 * Danceability computes it: the inverse of the mean slope of the fluctuation over the block length.
 * Mostly 0..3; drum loops reach 3.2.
 *
 * Absent where the samples are silent, too short for two block lengths (0.34 s and a little), steady,
 * without pulse and notes, or where the measure leaves 0..6, as on bare clicks.
 *
 * @param x44k Mono samples at 44.1 kHz.
 * @param texture Their texture, where it has been made already.
 */
export function danceabilityOf(
  x44k: Float32Array,
  texture: Texture = new Texture(x44k),
): Measured<number> {
  if (x44k.length < SHORTEST_PROFILE) return absent("too-short");
  if (texture.isSilent) return absent("silent");
  const reason = texture.emptiness;
  if (reason) return absent(reason);
  const value = inverseSlope(texture.samples);
  if (!Number.isFinite(value) || value === 0) return absent("not-finite");
  return value > 0 && value <= LARGEST ? present(value) : absent("out-of-range");
}
