import type { Absence } from "./absence.ts";
import { ACTIVATION_INFO } from "./activations.ts";
import {
  camelotOf,
  type Key,
  KEY_PROFILES,
  type KeyProfile,
  pitchClassOf,
  type Scale,
} from "./keys.ts";
import { compareOpinions, TWO_OPINIONS } from "./opinions.ts";
import type { VectorKind } from "./spaces.ts";
import type { Bpm } from "./units.ts";

/** Values of the derived descriptors, by catalogue id; left out where what they need is missing. */
export type DerivedValues = Readonly<Record<string, number | string>>;

/** The key of a track under one profile, from its stored values. */
export function keyUnder(
  values: Readonly<Record<string, number | string>>,
  profile: KeyProfile,
): Key | undefined {
  const tonic = pitchClassOf(String(values[`key_${profile}`] ?? ""));
  const scale = values[`scale_${profile}`];
  if (!tonic || (scale !== "major" && scale !== "minor")) return undefined;
  return { tonic, scale: scale satisfies Scale };
}

/** Tolerance within which two tempo estimates count as the same, as a ratio. */
export const TEMPO_TOLERANCE = 0.04;

const OCTAVES = [["agrees", 1], ["half", 1 / 2], ["double", 2], ["third", 1 / 3], [
  "triple",
  3,
]] as const;

/**
 * How `tempo` relates to a second estimate of it: `half` means that `tempo` is half of the other.
 * `differs` where none of 1, 1/2, 2, 1/3 and 3 fits within {@linkcode TEMPO_TOLERANCE}.
 */
export function tempoOctave(
  tempo: Bpm,
  other: Bpm,
): "agrees" | "half" | "double" | "third" | "triple" | "differs" {
  for (const [name, factor] of OCTAVES) {
    if (Math.abs(tempo / (other * factor) - 1) <= TEMPO_TOLERANCE) return name;
  }
  return "differs";
}

function agreement(keys: Readonly<Partial<Record<KeyProfile, Key>>>): string | undefined {
  const { temperley, krumhansl, edma } = keys;
  if (!temperley || !krumhansl || !edma) return undefined;
  const same = (a: Key, b: Key) => a.tonic === b.tonic && a.scale === b.scale;
  if (same(temperley, krumhansl)) {
    return same(krumhansl, edma) ? "all three" : "temperley and krumhansl";
  }
  if (same(temperley, edma)) return "temperley and edma";
  return same(krumhansl, edma) ? "krumhansl and edma" : "none";
}

/** The derived descriptors that stored values allow. */
export function derive(values: Readonly<Record<string, number | string>>): DerivedValues {
  const derived: Record<string, number | string> = {};
  const keys: Partial<Record<KeyProfile, Key>> = {};
  for (const profile of KEY_PROFILES) {
    const key = keyUnder(values, profile);
    if (!key) continue;
    keys[profile] = key;
    derived[`camelot_${profile}`] = camelotOf(key);
  }
  const agree = agreement(keys);
  if (agree) derived.keys_agree = agree;
  const { tempo, tempocnn } = values;
  if (typeof tempo === "number" && typeof tempocnn === "number") {
    derived.tempo_octave = tempoOctave(tempo, tempocnn);
  }
  for (const question of TWO_OPINIONS) {
    const compared = compareOpinions(question, (id) => {
      const value = values[id];
      return typeof value === "number" ? value : undefined;
    });
    if (compared) derived[question.id] = compared;
  }
  return derived;
}

/** What each derived descriptor needs: of every group of catalogue ids one. */
const NEEDS = new Map<string, readonly (readonly string[])[]>([
  ...KEY_PROFILES.map((profile) =>
    [`camelot_${profile}`, [[`key_${profile}`], [`scale_${profile}`]]] as const
  ),
  ["keys_agree", KEY_PROFILES.map((profile) => [`key_${profile}`])] as const,
  ["tempo_octave", [["tempo"], ["tempocnn"]]] as const,
  ...TWO_OPINIONS.map(({ id, first, second }) =>
    [id, [first.map(({ descriptor }) => descriptor), [second.descriptor]]] as const
  ),
]);

/** Values that heads on the network of the styles give, which tell whether it has heard a track. */
const BESIDE_STYLES = ["voice", "danceability"] as const;

/**
 * Why a track has no value of a descriptor, as far as it says: for a derived one, why what it needs is
 * missing.
 *
 * @param absent What the track says of its own descriptors.
 * @param options.has Whether the track has a value.
 * @param options.holds Whether it has a vector.
 */
export function absenceIn(
  absent: Readonly<Record<string, Absence>>,
  { id, has, holds }: {
    readonly id: string;
    readonly has: (id: string) => boolean;
    readonly holds: (kind: VectorKind) => boolean;
  },
): Absence | undefined {
  if (absent[id] !== undefined) return absent[id];
  if (id === "style_activation") {
    if (holds(ACTIVATION_INFO.styles.network) || BESIDE_STYLES.some(has)) return "not-kept";
    return BESIDE_STYLES.map((beside) => absent[beside]).find((absence) => absence !== undefined);
  }
  const missing = NEEDS.get(id)?.filter((group) => !group.some(has)) ?? [];
  return missing.flat().map((needed) => absent[needed]).find((absence) => absence !== undefined);
}
