/** How well two listeners agree. */
export interface PairAgreement {
  readonly listeners: readonly [string, string];
  /** Trials that both answered. */
  readonly common: number;
  /** Share of them with the same answer. */
  readonly same: number;
  /** Agreement beyond chance; see {@linkcode cohensKappa}. */
  readonly kappa: number;
}

/**
 * Agreement of two raters beyond chance (Cohen 1960): 1 is perfect, 0 what chance would give. NaN where
 * there are no answers, or both always gave the same single one.
 */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): number {
  const n = pairs.length;
  const same = pairs.filter(([a, b]) => a === b).length / n;
  const counts = new Map<string, [number, number]>();
  for (const pair of pairs) {
    pair.forEach((answer, rater) => {
      const count = counts.get(answer) ?? [0, 0];
      count[rater as 0 | 1]++;
      counts.set(answer, count);
    });
  }
  const chance = [...counts.values()].reduce((sum, [a, b]) => sum + a / n * (b / n), 0);
  return chance < 1 ? (same - chance) / (1 - chance) : NaN;
}

/**
 * Agreement of every two listeners who answered trials in common.
 *
 * @param answers By listener: the answer to each trial, by what makes trials the same.
 */
export function agreements(
  answers: ReadonlyMap<string, ReadonlyMap<string, string>>,
): PairAgreement[] {
  const listeners = [...answers.keys()].sort();
  return listeners.flatMap((a, i) =>
    listeners.slice(i + 1).flatMap((b) => {
      const other = answers.get(b)!;
      const pairs = [...answers.get(a)!]
        .flatMap(([trial, answer]) =>
          other.has(trial) ? [[answer, other.get(trial)!] as const] : []
        );
      if (pairs.length === 0) return [];
      const same = pairs.filter(([x, y]) => x === y).length / pairs.length;
      return [{
        listeners: [a, b] as const,
        common: pairs.length,
        same,
        kappa: cohensKappa(pairs),
      }];
    })
  );
}
