import {
  type KeyRelation,
  keyRelation,
  KEYS,
  MIREX_WEIGHT,
  MISSING_CODE,
} from "../../domain/mod.ts";

/** How right key estimates are. */
export interface KeyFigures {
  readonly count: number;
  /** Annotated tracks without an estimate. */
  readonly missing: number;
  /** Mean weight of the MIREX audio key detection task, in [0, 1]: fifth .5, relative .3, parallel .2. */
  readonly weighted: number;
  /** Tracks by how the estimate relates to the annotation. */
  readonly relations: Readonly<Record<KeyRelation, number>>;
  /** Tracks by annotated key (row) and estimated key (column), as {@linkcode KEYS}. Shape `(24, 24)`. */
  readonly confusion: Uint32Array;
}

/**
 * {@linkcode KeyFigures} of two columns of keys as the domain's `keyCodes` numbers them, with
 * {@linkcode MISSING_CODE} for none.
 */
export function keyFigures(truth: ArrayLike<number>, estimate: ArrayLike<number>): KeyFigures {
  const relations = { same: 0, fifth: 0, relative: 0, parallel: 0, other: 0 };
  const confusion = new Uint32Array(KEYS.length * KEYS.length);
  let [count, missing, weight] = [0, 0, 0];
  for (let row = 0; row < truth.length; row++) {
    const [a, b] = [truth[row]!, estimate[row]!];
    if (a === MISSING_CODE) continue;
    if (b === MISSING_CODE) {
      missing++;
      continue;
    }
    const relation = keyRelation(KEYS[a]!, KEYS[b]!);
    count++;
    weight += MIREX_WEIGHT[relation];
    relations[relation]++;
    confusion[a * KEYS.length + b]!++;
  }
  return { count, missing, weighted: weight / count, relations, confusion };
}
