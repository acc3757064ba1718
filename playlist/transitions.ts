import { camelotSteps, type Columns, keyCodes, type KeyProfile, KEYS } from "../domain/mod.ts";

/** What a change from one track to the next costs, part by part. */
export interface Transition {
  /** How far the tempos are apart, in octaves, half and double tempo counting as the same. */
  readonly tempo: number;
  /** Steps on the Camelot wheel, 0 to 7. */
  readonly key: number;
  /** Distance of the embeddings, 0 for the same. */
  readonly distance: number;
  /** Weighted sum of the three; a part that is missing counts as {@linkcode MISSING_COST}. */
  readonly cost: number;
}

/** How much each part of a transition counts. */
export interface TransitionWeights {
  readonly tempo: number;
  readonly key: number;
  readonly distance: number;
}

/** Each part counts 1 where it is as bad as it gets. */
export const DEFAULT_WEIGHTS: TransitionWeights = { tempo: 1, key: 1, distance: 1 };
/** Share of the worst that a missing part counts. */
export const MISSING_COST = 0.5;

/** Two tempos can be half an octave apart at most, once half and double count as the same. */
const WORST = { tempo: 0.5, key: 7, distance: 1 } as const;

/** How far two tempos are apart, in octaves: 0 for the same, half and double; at most 0.5. */
export function tempoGap(a: number, b: number): number {
  const octaves = Math.abs(Math.log2(a / b));
  return Math.abs(octaves - Math.round(octaves));
}

/** What transitions are reckoned from. */
export interface TransitionSources {
  readonly columns: Columns;
  readonly profile: KeyProfile;
  /** Distance of two rows in an embedding space, NaN where missing. Without it, all are missing. */
  readonly distance?: (a: number, b: number) => number;
  readonly weights?: TransitionWeights;
}

/** The transition from one row to another, as a function; NaN for parts that are missing. */
export function transitionsOf(
  sources: TransitionSources,
): (a: number, b: number) => Transition {
  const { columns, profile, distance, weights = DEFAULT_WEIGHTS } = sources;
  const tempos = columns.numbers.tempo;
  const keys = keyCodes(columns, profile);
  const part = (name: keyof TransitionWeights, value: number) =>
    weights[name] * (Number.isNaN(value) ? MISSING_COST : Math.min(1, value / WORST[name]));
  return (a, b) => {
    const tempo = tempos ? tempoGap(tempos[a]!, tempos[b]!) : NaN;
    const [from, to] = [KEYS[keys[a]!], KEYS[keys[b]!]];
    const key = from && to ? camelotSteps(from, to) : NaN;
    const apart = distance?.(a, b) ?? NaN;
    const cost = part("tempo", tempo) + part("key", key) +
      (distance ? part("distance", apart) : 0);
    return { tempo, key, distance: apart, cost };
  };
}
