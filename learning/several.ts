import { FOUND_FROM, type Outcome } from "./metrics.ts";

/** Labels of tracks that can bear several, as indices into the classes: those that they have, and those that were found. */
export interface SeveralLabels {
  readonly labelled: readonly (readonly number[])[];
  readonly found: readonly (readonly number[])[];
}

/** The labels of each track of an outcome; one is found where it is the most probable, or from .5 on. */
export function severalLabels(
  { probabilities, targets, classes: { length: k } }: Outcome,
): SeveralLabels {
  const rows = Array.from({ length: targets.length / k }, (_, i) => i * k);
  const places = [...Array(k).keys()];
  return {
    labelled: rows.map((from) => places.filter((c) => targets[from + c] === 1)),
    found: rows.map((from) => {
      const own = probabilities.subarray(from, from + k);
      const top = own.indexOf(Math.max(...own));
      return places.filter((c) => c === top || own[c]! >= FOUND_FROM);
    }),
  };
}

/** How one label among several was found, in tracks. */
export interface LabelCounts {
  /** Has it, and it was found. */
  readonly hits: number;
  /** Has it, and it was not found. */
  readonly missed: number;
  /** It was found, and it has it not. */
  readonly wrong: number;
  /** Neither. */
  readonly rest: number;
}

/** The two-by-two table of each label. */
export function labelCounts({ labelled, found }: SeveralLabels, classes: number): LabelCounts[] {
  const counts = Array.from({ length: classes }, () => ({ hits: 0, missed: 0, wrong: 0 }));
  for (const [i, own] of labelled.entries()) {
    for (const c of own) counts[c]![found[i]!.includes(c) ? "hits" : "missed"]++;
    for (const c of found[i]!) if (!own.includes(c)) counts[c]!.wrong++;
  }
  return counts.map(({ hits, missed, wrong }) => ({
    hits,
    missed,
    wrong,
    rest: labelled.length - hits - missed - wrong,
  }));
}

/**
 * Which labels are found on tracks where others are missed: tracks by a label that was missed (row) and one
 * that was wrongly found (column). The last row is of tracks where none was missed, the last column of
 * those where none was wrongly found. A track counts once in each cell that is its, so that cells do not
 * sum to tracks. Shape `(classes + 1, classes + 1)`.
 */
export function missedForWrong({ labelled, found }: SeveralLabels, classes: number): Uint32Array {
  const width = classes + 1;
  const cells = new Uint32Array(width * width);
  for (const [i, own] of labelled.entries()) {
    const { missed, wrong } = mistakesOf(own, found[i]!);
    if (missed.length === 0 && wrong.length === 0) continue;
    for (const row of missed.length > 0 ? missed : [classes]) {
      for (const column of wrong.length > 0 ? wrong : [classes]) cells[row * width + column]!++;
    }
  }
  return cells;
}

/** Labels of one track that were missed, and that were wrongly found. */
export function mistakesOf(
  labelled: readonly number[],
  found: readonly number[],
): { readonly missed: readonly number[]; readonly wrong: readonly number[] } {
  return {
    missed: labelled.filter((c) => !found.includes(c)),
    wrong: found.filter((c) => !labelled.includes(c)),
  };
}
