import {
  type Columns,
  type KeyProfile,
  MISSING_CODE,
  PITCH_CLASSES,
  SCALES,
} from "../../domain/mod.ts";
import type { Mask } from "../../query/mod.ts";

/** Tracks of a mask, or all, in each key, by a name such as `A minor`. */
export function countKeys(
  { categories }: Columns,
  { profile, mask }: { readonly profile: KeyProfile; readonly mask?: Mask | undefined },
): ReadonlyMap<string, number> {
  const [tonics, scales] = [categories[`key_${profile}`], categories[`scale_${profile}`]];
  const counts = new Map<string, number>(
    PITCH_CLASSES.flatMap((tonic) => SCALES.map((scale) => [`${tonic} ${scale}`, 0] as const)),
  );
  if (!tonics || !scales) return counts;
  const cells = new Uint32Array(256 * 256);
  for (let row = 0; row < tonics.codes.length; row++) {
    const [tonic, scale] = [tonics.codes[row]!, scales.codes[row]!];
    if (tonic === MISSING_CODE || scale === MISSING_CODE || mask?.[row] === 0) continue;
    cells[tonic << 8 | scale]!++;
  }
  tonics.names.forEach((tonic, t) =>
    scales.names.forEach((scale, s) => counts.set(`${tonic} ${scale}`, cells[t << 8 | s]!))
  );
  return counts;
}
